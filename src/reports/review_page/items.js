// What is decided on, in the record's order: runs, controls in their sets, patients. Wells come in where one is left
// out. As src/release/standing.cpp has them.
const subject_fields = ["run", "control", "role", "set", "sample", "repeat", "well", "target"];
const fields_of = (names, from) =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined && from[name] !== null).map((name) => [name, from[name]]));
const key_of = (about) => JSON.stringify(fields_of(subject_fields, about));
const kind_of = (about) => ["control", "sample", "well"].find((name) => about[name] !== undefined) ?? "run";

const run_of_set = (set) => (set.wells.length ? wells[set.wells[0]].run : undefined);
const panel_sets = (subject) => subject.sets.filter(({ set }) => set !== report.reference);
// As called: a reviewed record shows what it was changed to.
const called = (judged) => judged.computed ?? judged.state;

// The sets of runs that a control leaves without result, as JSON.stringify([run, set]); and those runs.
const invalidated = controls.flatMap(({ run, sets }) => sets.filter(({ invalidates }) => invalidates).map(({ set }) => [run, set]));
const invalidated_sets = new Set(invalidated.map((one) => JSON.stringify(one)));
const invalid_runs = new Set(invalidated.map(([run]) => run));

function run_item({ run, file }) {
  const invalid = invalid_runs.has(run);
  return { kind: "run", about: { run }, runs: [run], name: file, invalid,
           call: t("status_" + (invalid ? "invalid" : report.warns ? "valid_with_warnings" : "valid")) };
}
function control_item(control, set) {
  const { run, sample, role } = control;
  return { kind: "control", about: { run, control: sample, ...(sample === "" && { role }), set: set.set }, runs: [run], set,
           subject: control, name: `${control.name} ${set.set}`, call: set_word(control, set) };
}
function patient_item(patient) {
  const run = patient.sets.map(run_of_set).find((one) => one !== undefined) ?? 0;
  const runs = [...new Set(patient.sets.flatMap((set) => set.wells.map((index) => wells[index].run)))];
  return { kind: "patient", about: { run, sample: patient.sample, repeat: patient.repeat }, runs: runs.length ? runs : [run],
           subject: patient, name: patient.name, call: patient.call };
}
const items = [...runs.map(run_item), ...controls.flatMap((control) => control.sets.map((set) => control_item(control, set))),
               ...patients.map(patient_item)];
for (const [index, item] of items.entries()) Object.assign(item, { index, key: key_of(item.about) });
const item_by_key = new Map(items.map((item) => [item.key, item]));
// Those of a list by what `key_in` says of each.
function grouped(list, key_in) {
  const groups = new Map();
  for (const one of list) {
    const key = key_in(one);
    if (groups.has(key)) groups.get(key).push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
const items_by_subject = grouped(items, ({ subject }) => subject);
const items_of = (subject) => items_by_subject.get(subject) ?? [];

const well_about = (well, whole) => ({ run: well.run, well: well.name, ...(!whole && { target: well.target }) });
const is_well_of = (about) => (well) =>
  well.run === about.run && well.name === about.well && (about.target === undefined || well.target === about.target);
const well_key = (run, name) => JSON.stringify([run, name]);
const wells_by_place = grouped(wells, ({ run, name }) => well_key(run, name));
const wells_of = (about) => (wells_by_place.get(well_key(about.run, about.well)) ?? []).filter(is_well_of(about));
const is_of_control = (well) => well.role !== "unknown";

// Of an item or a well, as people read of it.
function name_of(about) {
  const item = item_by_key.get(key_of(about));
  if (item) return item.name;
  return `${t("well")} ${[about.well, about.target].filter(Boolean).join("/")}${run_file(about.run) && ` (${run_file(about.run)})`}`;
}

// The runs of a set's wells; of one without wells the patient's.
const runs_of_set = (set, item) => (set.wells.length ? set.wells.map((index) => wells[index].run) : item.runs);
// Whether a control of the set's run leaves it without result.
const is_invalidated = (set, item) => runs_of_set(set, item).some((run) => invalidated_sets.has(JSON.stringify([run, set.set])));

// What R10 and R11 make of a patient whose sets have these results.
function ruled(results) {
  const positive = results.filter((result) => result === "positive").length;
  if (positive) return positive > 1 ? "mixed" : "deletion";
  const asks = [["inconclusive", "inconclusive"], ["invalid", "invalid"], ["missing", "incomplete"]];
  return asks.find(([result]) => results.includes(result))?.[1] ?? "not_detected";
}
