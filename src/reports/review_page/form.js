// The form of decisions: what stands on the item at hand, what can be decided on it, and all that was said of it.
const verbs = [...document.querySelectorAll("#verbs [data-action]")];

// What a button does to this item, in a few words.
function meaning_of(action, item) {
  const well = chosen_well();
  if (action === "exclude") return well ? t("means_exclude", { well: well_place(well) }) : t("choose_well");
  if (action === "withdraw" || action === "comment") return t(`means_${action}`);
  if (!item) return "";
  if (action !== "accept") return t(`means_${action}_${item.kind}`, { set: item.set?.set });
  const odd = item.kind !== "patient" ? [] : panel_sets(item.subject).filter((set) => ["invalid", "inconclusive", "missing"].includes(set.state));
  const sets = odd.map((set) => `${set.set} ${set_word(item.subject, set)}`).join(", ");
  return t("means_accept", { call: [item.set?.set, item.call].filter(Boolean).join(" ") + (sets && `; ${sets}`) });
}

function draw_verbs(item) {
  for (const button of verbs) {
    const { action } = button.dataset;
    const against = why_not(action, about_of(action));
    const means = against && action !== "exclude" ? "" : meaning_of(action, item);
    button.setAttribute("aria-disabled", String(against !== null));
    button.title = against ?? means;
    button.querySelector(".means").textContent = means;
  }
}

const people_of = (events) => [...new Set(events.map(({ by }) => by))].join(", ");
const sets_in_words = ({ sets = [] }) => sets.map((set) => (set.new ? `${set.set} = ${t("state_" + set.new)}` : set.set)).join(", ");
const action_in_words = (event) => t("action_" + event.action) + (event.sets ? ` (${sets_in_words(event)})` : "");
const why_in_words = ({ code, words }) => [code && t("code_" + code), words].filter(Boolean).join(": ");

function standing_in_words(one) {
  if (one.by_run) return `${t("by_run")}: ${action_in_words(one.by_run.events[0])}`;
  if (one.standing === "undecided") return t("undecided");
  if (one.standing === "conflict") return `${t("in_conflict")}: ${one.events.map((event) => `${event.by} – ${action_in_words(event)}`).join("; ")}`;
  return `${action_in_words(one.events[0])} · ${people_of(one.events)}`;
}

// Of a control, its sets to go to.
function parts_of(item) {
  if (item?.kind !== "control") return [];
  return [...items_of(item.subject).map((one) => html("button", { type: "button", "data-item": one.index, "data-key": "part " + one.index,
    "aria-pressed": String(one === item) }, mark(set_mark(one.set)), ` ${one.set.set} `, decision_mark[mark_name_of(review.stands[one.index])])),
    takes_decisions ? html("button", { type: "button", "data-key": "accept control", onclick: accept_control },
      t("accept_all", { name: item.subject.name }), " ", html("kbd", {}, "A")) : null];
}
const mark_name_of = (one) => (one.standing === "decided" ? (one.by_run ?? one).events[0].action : one.standing);

function event_text(event) {
  const is_out = review.out.has(event.id);
  const fate = !is_out ? "" : t(review.out.get(event.id).action === "withdraw" ? "taken_back" : "replaced");
  const said = [event.by, local_time(event.at), (event.subject.well ? name_of(event.subject) + ": " : "") + action_in_words(event), why_in_words(event), fate];
  return said.filter(Boolean).join(" · ");
}

function event_line(event) {
  const is_out = review.out.has(event.id);
  const may_withdraw = takes_decisions && !is_out && event.action !== "withdraw" && reviewer() && is_same_person(event.by, reviewer());
  return html("li", { class: is_out || event.action === "withdraw" ? "out" : null }, html("span", {}, event_text(event)),
    may_withdraw ? html("button", { type: "button", "data-key": "withdraw " + event.id, onclick: () => withdraw(event) }, t("withdraw")) : null);
}

// Events on the item, and on wells of it that were left out.
function history_of(item, well) {
  const keys = [item?.key, well && key_of(well_about(well, true)), well && key_of(well_about(well, false))];
  const found = new Set(keys.flatMap((key) => review.by_subject.get(key) ?? []));
  for (const here of (item?.subject?.wells ?? []).map((index) => wells[index])) {
    for (const event of review.by_well.get(well_key(here.run, here.name)) ?? []) if (is_well_of(event.subject)(here)) found.add(event);
  }
  return [...found].sort((a, b) => review.place.get(a) - review.place.get(b));
}

function draw_form() {
  const item = current_item();
  const well = chosen_well();
  const one = item && review.stands[item.index];
  by_id("decision").dataset.standing = one?.standing ?? "";
  redraw(by_id("decision-title"), item ? [item.subject ? mark(item.set ? item.set.state : item.subject.state) : null, " ", html("bdi", {}, item.name), " · ", item.call]
    : well ? name_of(well_about(well, false)) : t("decision"));
  by_id("standing").textContent = one ? standing_in_words(one) : "";
  redraw(by_id("parts"), parts_of(item));
  draw_verbs(item);
  const contradictions = item ? review.contradictions.filter(({ patient, control }) => [key_of(patient), key_of(control)].includes(item.key)) : [];
  redraw(by_id("history"), contradictions.map(({ patient, control }) => html("li", { class: "conflict" },
    t("contradiction", { patient: name_of(patient), control: name_of(control) }))), history_of(item, well).reverse().map(event_line));
}

function follow_form(changed) {
  if (["item", "well", "events"].every((name) => !changed.has(name))) return;
  if (asked && (asked.item !== current_item() || asked.well !== chosen_well())) leave_asked();
  draw_form();
}

// What a button or a key of the form does.
const form_actions = {
  accept: () => decide("accept"), withdraw: withdraw_last,
  ...Object.fromEntries(["repeat", "override", "exclude", "reject", "comment"].map((action) => [action, () => ask(action)])),
};
