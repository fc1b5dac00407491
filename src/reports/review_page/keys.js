// Everything by keyboard. Single letters act only outside text fields.
const patient_order = () => patients.filter((patient) => !subject_rows[patient.index].hidden);

function step(list, at, forward) {
  if (!list.length) return undefined;
  if (at < 0) return list.at(forward ? 0 : -1);
  return list[(at + (forward ? 1 : list.length - 1)) % list.length];
}

function next_patient(forward) {
  const order = patient_order();
  const patient = step(order, order.findIndex(({ index }) => index === choice.subject), forward);
  if (patient) choose_subject(patient.index);
}

function next_flagged(forward) {
  const flagged = wells.filter((well) => well.flags.length && matches(well));
  const well = step(flagged, flagged.findIndex(({ index }) => index === choice.well), forward);
  if (well) choose_well(well.index);
}

function decide_chosen(verb) {
  const subject = choice.subject === null ? null : subjects[choice.subject];
  if (subject?.kind === "patient") decide(subject, verb);
}

const key_actions = {
  n: () => next_patient(true), p: () => next_patient(false),
  f: () => next_flagged(true), F: () => next_flagged(false),
  l: () => choose({ scale: choice.scale === "log" ? "linear" : "log" }),
  A: () => decide_chosen("accept"), R: () => decide_chosen("reject"), T: () => decide_chosen("repeat"),
  e: export_decisions,
  "/": () => by_id("search").focus(),
  "?": open_help,
  ...Object.fromEntries(signals.map((signal, i) => [String(i + 1), () => choose({ signal })])),
};
const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function on_key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || by_id("help").open) return;
  const is_typing = event.target.matches("input, select, textarea");
  if (event.key === "Escape") {
    if (is_typing) event.target.blur();
    else choose_all();
    return;
  }
  if (is_typing) return;
  const cell = event.target.closest?.(".cell");
  if (cell && event.key in arrows) step_in_plate(cell, ...arrows[event.key]);
  else if (cell && (event.key === "Enter" || event.key === " ")) choose_cell(cell);
  else if (Object.hasOwn(key_actions, event.key)) key_actions[event.key]();
  else return;
  event.preventDefault();
}

function open_help() {
  by_id("help").showModal();
}
