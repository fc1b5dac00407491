// The report as the page uses it: wells as objects, patients and control samples as one list of
// subjects. Ct, calls and texts are the report's; nothing here decides anything.
const report = JSON.parse(by_id("report").textContent);

// The page's own words: t("cycles", {from: 3, to: 15}).
function t(key, values) {
  if (!Object.hasOwn(report.words, key)) throw new Error(`no word for ${key}`);
  const text = report.words[key];
  return values ? text.replace(/\{(\w+)\}/g, (_, name) => values[name]) : text;
}

// The report holds wells by column, and there they stay: a well reads its place of each.
class Well {
  constructor(index) {
    this.index = index;
    this.subject = undefined;  // index into subjects
    this.outcome = undefined;  // a control's
  }
  get is_reference() { return this.set === report.reference; }
}
for (const [column, values] of Object.entries(report.wells)) {
  const is_text = column === "sample" || column === "target";
  Object.defineProperty(Well.prototype, column, {
    get: is_text ? function () { return report.texts[values[this.index]]; } : function () { return values[this.index]; } });
}
const wells = (report.wells.name ?? []).map((_, index) => new Well(index));

// Set names in the panel's order, then the reference gene.
const set_names = [...report.sets.map((set) => set.name), ...(report.reference ? [report.reference] : [])];

const worst_outcome = (outcomes) =>
  ["failed", "missing", "warning", "passed", "not_judged"].find((outcome) => outcomes.includes(outcome));

function control_subjects() {
  const subjects = new Map();
  for (const control of report.controls) {
    const key = JSON.stringify([control.run, control.sample, control.role]);
    if (!subjects.has(key)) {
      subjects.set(key, { kind: "control", sample: control.sample, role: control.role, run: control.run,
                          sets: [], flags: [], reasons: [], review: false });
    }
    subjects.get(key).sets.push({ ...control, flags: [] });
  }
  return [...subjects.values()].map((subject) => ({
    ...subject, state: worst_outcome(subject.sets.map((set) => set.outcome)) }));
}

function patient_subjects() {
  return report.patients.map((patient, index) => ({
    ...patient, kind: "patient", patient: index, state: patient.call, text: report.texts[patient.text],
    sets: [...patient.sets, ...(patient.reference ? [patient.reference] : [])] }));
}

// What a reviewer looks for comes first; within a group the plate's order stays.
const groups = [
  { name: "detected", calls: ["deletion", "mixed"] },
  { name: "doubtful", calls: ["inconclusive", "invalid", "incomplete"] },
  { name: "not_detected", calls: ["not_detected"] },
];
const patients = groups.flatMap((group) =>
  patient_subjects().filter((patient) => group.calls.includes(patient.call)));
const controls = control_subjects();
const subjects = [...patients, ...controls];

subjects.forEach((subject, index) => {
  subject.index = index;
  subject.wells = [...new Set(subject.sets.flatMap((set) => set.wells))].sort((a, b) => a - b);
  for (const set of subject.sets) for (const well of set.wells) {
    wells[well].subject ??= index;
    if (subject.kind === "control") wells[well].outcome = set.outcome;
  }
});

// Runs called together: one input each, and the file where there are several to tell apart.
const runs = report.inputs.filter((input, i) => report.inputs.findIndex(({ run }) => run === input.run) === i);
const run_file = (run) => (runs.length > 1 ? runs.find((input) => input.run === run).file : "");
const well_place = (well) => [well.name, run_file(well.run)].filter(Boolean).join(" · ");

const subject_name = (subject) => {
  const name = subject.sample || t("role_" + subject.role);
  if (subject.kind === "control" && runs.length > 1) return `${name} (${run_file(subject.run)})`;
  return subject.repeat ? `${name} (${t("repeat_of", { n: subject.repeat })})` : name;
};
const reason_texts = (reasons) => reasons.map(([rule, text]) => ({ rule, text: report.texts[text] }));
const call_text = (subject) =>
  subject.kind === "control" ? t("outcome_" + subject.state)
  : subject.deletions.length ? subject.deletions.join(" + ") : t("call_" + subject.call);
const ct_text = (status, text) =>
  status === "value" ? text : status === "undetermined" ? t("undetermined") : "–";
