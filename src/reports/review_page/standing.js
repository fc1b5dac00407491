// What stands of a review when all its events are taken together: a function from events to decisions, conflicts and
// contradictions, as src/release/standing.cpp has it. Times never decide.
const is_decision = ({ action }) => action !== "comment" && action !== "withdraw";
const sets_text = ({ sets = [] }) => JSON.stringify(sets.map((set) => [set.set, set.old, set.new]).sort());
// Codes and words may differ.
const agree = (a, b) => a.action === b.action && sets_text(a) === sets_text(b);
const withholds = ({ standing, events }) => standing === "decided" && ["reject", "repeat"].includes(events[0]?.action);

function standing_on(about, by_subject, out) {
  const key = key_of(about);
  const stand = (by_subject.get(key) ?? []).filter((event) => is_decision(event) && !out.has(event.id));
  const standing = !stand.length ? "undecided" : stand.every((event) => agree(event, stand[0])) ? "decided" : "conflict";
  return { about, key, standing, events: stand, by_run: null };
}

// A run that is repeated or rejected decides all its patients, those too that are on it with some sets.
function decide_by_runs(stands) {
  const withheld = new Map(stands.filter((one) => one.item?.kind === "run" && withholds(one)).map((one) => [one.item.about.run, one]));
  for (const one of stands) {
    if (one.item?.kind !== "patient") continue;
    const [by_run] = one.item.runs.map((run) => withheld.get(run)).filter(Boolean).sort((a, b) => a.item.index - b.item.index);
    if (by_run) Object.assign(one, { standing: "decided", by_run });
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
  const on_run = grouped(to_release.flatMap((patient) => patient.item.runs.map((run) => ({ run, patient }))), ({ run }) => run);
  return refused.flatMap((control) => (on_run.get(control.about.run) ?? []).map(({ patient }) => patient)
    .filter((patient) => panel_sets(patient.item.subject).some((set) => rests_on(set, patient, control)))
    .map((patient) => ({ patient: patient.about, control: control.about })));
}

// {stands, by_key, contradictions, out, by_subject, by_well, place}: of each item, then of wells that are left out, what
// stands; `out` are the ids of events that were replaced or taken back, with the first event that did so. The events by
// what they are about, and the place of each among all.
function standing_of(events) {
  const by_subject = grouped(events, ({ subject }) => key_of(subject));
  const by_well = grouped(events.filter(({ subject }) => subject.well), ({ subject }) => well_key(subject.run, subject.well));
  const place = new Map(events.map((event, index) => [event, index]));
  const out = new Map();
  for (const event of events) {
    for (const id of event.replaces) if (!out.has(id)) out.set(id, event);
  }
  const stands = items.map((item) => ({ item, ...standing_on(item.about, by_subject, out) }));
  const by_key = new Map(stands.map((one) => [one.key, one]));
  for (const { action, subject, id } of events) {
    if (action !== "exclude" || out.has(id) || by_key.has(key_of(subject))) continue;
    const one = standing_on(subject, by_subject, out);
    stands.push(one);
    by_key.set(one.key, one);
  }
  decide_by_runs(stands);
  return { stands, by_key, out, by_subject, by_well, place, contradictions: contradictions_of(stands) };
}
