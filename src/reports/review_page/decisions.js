// Deciding, as src/release/decide.cpp does it: one's own standing decision is replaced, other people's stand beside it,
// unless they are in conflict and one is no party to it: then all are replaced.
const decision_mark = { accept: "✓", reject: "✗", repeat: "↻", override: "✎", exclude: "⊘", undecided: "", conflict: "⚡" };
// A preliminary record is reviewed, a released one amended; a reviewed one waits for signatures alone.
const takes_decisions = report.record_kept && (report.status === "preliminary" || report.amends);

const standing_at = (about) => review.by_key.get(key_of(about));
const current_item = () => (choice.item === null ? null : items[choice.item]);
// What is decided on: the item at hand, and of an exclusion the well.
function about_of(action, whole) {
  const well = chosen_well();
  return action === "exclude" || !current_item() ? well && well_about(well, whole) : current_item().about;
}

// Run and controls are decided before patients: the first of them that is not, if any.
function waits_for(item) {
  if (item?.kind !== "patient") return null;
  return review.stands.find((one) => one.item && one.item.kind !== "patient" && one.standing !== "decided"
    && item.runs.includes(one.item.about.run)) ?? null;
}

// What `about` cannot be decided so for, in words; null where it can.
function why_not(action, about) {
  const item = about && item_by_key.get(key_of(about));
  if (!takes_decisions) return t(report.record_kept ? "closed_reviewed" : "closed_no_record");
  if (!about) return t(action === "exclude" ? "choose_well" : "choose_hint");
  if (!may[kind_of(about)].includes(action)) return t("not_of_this");
  if (item?.invalid && action === "reject") return t("invalid_run");
  if (action === "exclude" && !report.exclude_controls && wells_of(about).some(is_of_control)) {
    return t("control_well");
  }
  if (action === "override" && panel_sets(item.subject).every((set) => is_invalidated(set, item))) return t("all_invalidated");
  const open = action === "comment" || action === "withdraw" ? null : waits_for(item);
  return open && t("controls_first", { name: open.item.name });
}

const pair_of = ({ patient, control }) => JSON.stringify([key_of(patient), key_of(control)]);

// Adds the event, where nothing speaks against it; says what became of it.
function add_event(event) {
  if (is_decision(event)) {
    const others = standing_at(event.subject)?.events ?? [];
    const own = others.filter((other) => is_same_person(other.by, event.by));
    const differ = others.some((other) => !agree(other, others[0]));
    event.replaces = (own.length ? own : differ ? others : []).map(({ id }) => id);
    if (own.length === 1 && agree(own[0], event) && own[0].code === event.code && own[0].words === event.words) return t("said_already");
  }
  const before = new Set(review.contradictions.map(pair_of));
  const after = standing_of([...all_events(), event]).contradictions.find((one) => !before.has(pair_of(one)));
  if (after) return t("contradiction", { patient: name_of(after.patient), control: name_of(after.control) });
  keep_event(event);
  events_changed();
  return null;
}

// A decision on what is at hand, under the reviewer's name: where there is none yet, it waits for it.
function decide(action, details = {}, about = about_of(action, details.whole)) {
  const against = why_not(action, about);
  if (against) return tell(against);
  if (!is_person_name(reviewer())) return ask_name(() => decide(action, details, about));
  const refused = add_event(new_event(reviewer(), about, action, details));
  if (refused) return tell(refused);
  tell([`${name_of(about)}: ${t("action_" + action)}`, is_decision({ action }) && is_all_decided() && t("all_decided")].filter(Boolean).join(". "));
  if (is_decision({ action }) && action !== "exclude") go_on();
}

// Every set of the control at hand that nobody has decided on.
function accept_control() {
  const item = current_item();
  if (item?.kind !== "control") return decide("accept");
  const against = why_not("accept", item.about);
  if (against) return tell(against);
  if (!is_person_name(reviewer())) return ask_name(accept_control);
  const open = items_of(item.subject).filter((one) => review.stands[one.index].standing === "undecided");
  for (const one of open) {
    const refused = add_event(new_event(reviewer(), one.about, "accept"));
    if (refused) return tell(refused);
  }
  tell(`${item.subject.name}: ${t("action_accept")}`);
  go_on();
}

function withdraw(event) {
  if (!is_person_name(reviewer())) return ask_name(() => withdraw(event));
  if (!is_same_person(event.by, reviewer())) return tell(t("not_yours", { name: event.by }));
  const refused = add_event({ ...new_event(reviewer(), event.subject, "withdraw"), replaces: [event.id] });
  tell(refused ?? `${name_of(event.subject)}: ${t("action_withdraw")}`);
}

// One's own events on what is at hand that stand, newest first.
const own_events = (about) => all_events().filter((event) => key_of(event.subject) === key_of(about) && event.action !== "withdraw"
  && !review.out.has(event.id) && is_same_person(event.by, reviewer())).reverse();
function withdraw_last() {
  const last = [about_of("exclude"), about_of("accept")].filter(Boolean).flatMap(own_events)[0];
  if (last) withdraw(last);
  else tell(t("nothing_to_withdraw"));
}

const is_open = ({ standing }) => standing !== "decided";
const is_all_decided = () => !review.stands.some((one) => one.item && is_open(one));
// Patients only once runs and controls are decided.
function next_open(forward = true) {
  const all_open = review.stands.filter((one) => one.item && is_open(one)).map(({ item }) => item);
  const before_patients = all_open.filter(({ kind }) => kind !== "patient");
  const open = (before_patients.length ? before_patients : all_open).map(({ index }) => index);
  if (!open.length) return tell(t("all_decided"));
  const at = choice.item ?? (forward ? -1 : items.length);
  choose_item(forward ? open.find((index) => index > at) ?? open[0] : open.findLast((index) => index < at) ?? open.at(-1));
}
// After a decision, where it is settled by it.
function go_on() {
  const item = current_item();
  if (by_id("go-on").checked && item && !is_open(review.stands[item.index]) && !is_all_decided()) next_open();
}
