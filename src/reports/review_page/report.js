// The report as the page uses it: wells as objects, patients and control samples as one list of
// subjects. Ct, calls and texts are the report's; nothing here decides anything.
const report = JSON.parse(by_id("report").textContent);

// The page's own words: t("cycles", {from: 3, to: 15}).
function t(key, values) {
  if (!Object.hasOwn(words, key)) throw new Error(`no word for ${key}`);
  const text = words[key];
  return values ? text.replace(/\{(\w+)\}/g, (_, name) => values[name]) : text;
}

// The report holds wells by column, and there they stay: a well reads its place of each. A column of few values holds
// each once, and which it is of every well.
class Well {
  constructor(index) {
    this.index = index;
    this.subject = undefined;  // index into subjects
  }
  get ct() { return this.ct_text === null ? null : Number(this.ct_text); }  // to draw with
  get instrument_ct() { return this.instrument_ct_text === null ? null : Number(this.instrument_ct_text); }
}
for (const [column, values] of Object.entries(report.wells)) {
  Object.defineProperty(Well.prototype, column, {
    get: values.codes ? function () { return values.codes[values.of[this.index]]; } : function () { return values[this.index]; } });
}
const wells = (report.wells.name ?? []).map((_, index) => new Well(index));

// Set names in the panel's order, then the reference gene.
const set_names = [...report.sets, ...(report.reference ? [report.reference] : [])];

// Patients and control samples, in the order of the list.
const subjects = report.subjects.map((subject, index) => ({
  ...subject, index, kind: subject.patient === undefined ? "control" : "patient", text: report.texts[subject.text],
  wells: [...new Set(subject.sets.flatMap((set) => set.wells))].sort((a, b) => a - b) }));
for (const { index, wells: here } of subjects) for (const well of here) wells[well].subject ??= index;
const patients = subjects.filter(({ kind }) => kind === "patient");
const controls = subjects.filter(({ kind }) => kind === "control");
// Nothing is asked of a positive control's reference gene: its wells are the control's all the same.
const of_sample = ({ run, sample }) => JSON.stringify([run, sample]);
const control_of = new Map(controls.toReversed().map((control) => [of_sample(control), control]));  // the first of each
for (const well of wells) {
  const control = well.subject === undefined && control_of.get(of_sample(well));
  if (!control) continue;
  well.subject = control.index;
  control.wells.push(well.index);
}
for (const control of controls) control.wells.sort((a, b) => a - b);

const set_word = (subject, set) => t((subject.kind === "control" ? "outcome_" : "state_") + set.state);
// A reference gene that did what it should is quiet.
const set_mark = (set) => (set.set === report.reference && set.state === "positive" ? "reference" : mark_name(set.state));

// Runs called together: one input each, and the file where there are several to tell apart.
const input_of_run = new Map(report.inputs.toReversed().map((input) => [input.run, input]));
const runs = report.inputs.filter((input) => input_of_run.get(input.run) === input);
const run_file = (run) => (runs.length > 1 ? input_of_run.get(run).file : "");
const well_place = (well) => [well.name, run_file(well.run)].filter(Boolean).join(" · ");

const reason_texts = (reasons) => reasons.map(([rule, text]) => ({ rule, text: report.texts[text] }));
const ct_text = (status, text) =>
  status === "value" ? text : status === "undetermined" ? t("undetermined") : "–";
