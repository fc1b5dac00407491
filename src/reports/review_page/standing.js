// What stands of a review when all its events are taken together: a function from events to decisions, conflicts and
// contradictions, as src/release/standing.cpp has it. Times never decide.
const is_decision = ({ action }) => action !== "comment" && action !== "withdraw";
const sets_text = ({ sets = [] }) => JSON.stringify(sets.map((set) => [set.set, set.old, set.new]).sort());
// Codes and words may differ.
const agree = (a, b) => a.action === b.action && sets_text(a) === sets_text(b);
const withholds = ({ standing, events }) => standing === "decided" && ["reject", "repeat"].includes(events[0]?.action);

function standing_on(about, events, out) {
  const key = key_of(about);
  const stand = events.filter((event) => key_of(event.subject) === key && is_decision(event) && !out.has(event.id));
  const standing = !stand.length ? "undecided" : stand.every((event) => agree(event, stand[0])) ? "decided" : "conflict";
  return { about, key, standing, events: stand, by_run: null };
}

// A run that is repeated or rejected decides all its patients, those too that are on it with some sets.
function decide_by_runs(stands) {
  for (const { item } of stands) {
    if (item?.kind !== "run") continue;
    const of_run = stands.find((one) => one.item === item);
    if (!withholds(of_run)) continue;
    for (const one of stands) {
      if (one.item?.kind === "patient" && one.by_run === null && one.item.runs.includes(item.about.run)) {
        Object.assign(one, { standing: "decided", by_run: of_run });
      }
    }
  }
}

// Whether a negative of the set rests on reference wells of the run: on those of its own run, else on the others.
function rests_on_reference(set, item, run) {
  const of_reference = item.subject.sets.filter((one) => one.set === report.reference).flatMap((one) => one.wells.map((index) => wells[index].run));
  const own = runs_of_set(set, item);
  return of_reference.includes(run) && (!own.some((one) => of_reference.includes(one)) || own.includes(run));
}

function rests_on(set, patient, control) {
  const changed = patient.events[0].sets?.find((one) => one.set === set.set && one.new);
  const result = changed?.new ?? called(set);
  if (control.about.set === report.reference) {
    return result === "negative" && rests_on_reference(set, patient.item, control.about.run);
  }
  return set.set === control.about.set && result !== "missing" && result !== "invalid"
    && runs_of_set(set, patient.item).includes(control.about.run);
}

// A result that rests on a control which a reviewer does not accept cannot be released: [{patient, control}].
function contradictions_of(stands) {
  const refused = stands.filter((one) => one.item?.kind === "control" && withholds(one));
  const to_release = stands.filter((one) => one.item?.kind === "patient" && one.by_run === null
    && one.standing === "decided" && !withholds(one));
  return refused.flatMap((control) => to_release
    .filter((patient) => panel_sets(patient.item.subject).some((set) => rests_on(set, patient, control)))
    .map((patient) => ({ patient: patient.about, control: control.about })));
}

// {stands, by_key, contradictions, out}: of each item, then of wells that are left out, what stands; `out` are the ids
// of events that were replaced or taken back.
function standing_of(events) {
  const out = new Set(events.flatMap(({ replaces }) => replaces));
  const stands = items.map((item) => ({ item, ...standing_on(item.about, events, out) }));
  const by_key = new Map(stands.map((one) => [one.key, one]));
  for (const { action, subject, id } of events) {
    if (action !== "exclude" || out.has(id) || by_key.has(key_of(subject))) continue;
    const one = standing_on(subject, events, out);
    stands.push(one);
    by_key.set(one.key, one);
  }
  decide_by_runs(stands);
  return { stands, by_key, out, contradictions: contradictions_of(stands) };
}
