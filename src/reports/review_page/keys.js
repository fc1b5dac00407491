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

// The wells of what is chosen, reactions of one well one after the other.
function next_well(forward) {
  const chosen = choice.subject === null ? wells.filter(matches).map(({ index }) => index) : subjects[choice.subject].wells;
  const index = step(chosen, chosen.indexOf(choice.well), forward);
  if (index !== undefined) choose_well(index);
}

// The other reaction of a duplexed well.
function next_reaction() {
  const well = chosen_well();
  if (!well) return next_well(true);
  const here = wells.filter(({ run, name }) => run === well.run && name === well.name);
  choose_well(step(here, here.indexOf(well), true).index);
}

// The letter on each button.
const decision_keys = Object.fromEntries(verbs.map(({ dataset }) => [dataset.key, dataset.action]));

const key_actions = {
  n: () => next_patient(true), p: () => next_patient(false),
  N: () => next_open(true), P: () => next_open(false),
  f: () => next_flagged(true), F: () => next_flagged(false),
  k: () => next_well(true), j: () => next_well(false), d: next_reaction,
  l: () => choose({ scale: choice.scale === "log" ? "linear" : "log" }),
  "+": () => zoom(2), "=": () => zoom(2), "-": () => zoom(0.5), 0: () => zoom(0),
  ",": () => move_cursor(-1), ".": () => move_cursor(1),
  v: () => choose({ overlay: !choice.overlay }),
  A: accept_control,
  e: export_decisions,
  "/": () => by_id("search").focus(),
  "?": open_help,
  ...Object.fromEntries(signals.map((signal, i) => [String(i + 1), () => choose({ signal })])),
  ...Object.fromEntries(Object.entries(decision_keys).map(([key, action]) => [key, form_actions[action]])),
};
const once = new Set(["A", "e", ...Object.keys(decision_keys)]);  // a key held down decides once
const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function leave() {
  if (asked) leave_asked();
  else if (document.activeElement?.id === "reviewer" && after_name) {
    const { back } = after_name;
    after_name = null;
    focus_back(back);
  } else if (document.activeElement?.matches("input, select, textarea")) document.activeElement.blur();
  else choose_all();
}

function on_key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || by_id("help").open) return;
  if (event.key === "Escape") return leave();
  const target = event.target.closest ? event.target : document.body;
  // A question that is open is answered or left: a letter typed into it decides nothing behind it.
  if (target.closest("#asked") || target.matches("input:not([type=checkbox]), select, textarea")) return;
  const cell = target.closest(".cell");
  if (event.shiftKey && event.key in arrows) {
    move_view(arrows[event.key][1], -arrows[event.key][0]);
    return event.preventDefault();
  }
  if (cell && event.key in arrows) step_in_plate(cell, ...arrows[event.key]);
  else if (cell && (event.key === "Enter" || event.key === " ")) choose_in_cell(cell);
  else if (Object.hasOwn(key_actions, event.key)) {
    if (!event.repeat || !once.has(event.key)) key_actions[event.key]();
  } else return;
  event.preventDefault();
}

function open_help() {
  by_id("help").showModal();
}
