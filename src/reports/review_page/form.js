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
  const replaced_by = is_out && all_events().find(({ replaces }) => replaces.includes(event.id));
  const fate = !is_out ? "" : t(replaced_by.action === "withdraw" ? "taken_back" : "replaced");
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
  const keys = new Set([item?.key, well && key_of(well_about(well, true)), well && key_of(well_about(well, false))]);
  const about_wells = item?.subject ? item.subject.wells.map((index) => wells[index]) : [];
  return all_events().filter(({ subject }) => keys.has(key_of(subject)) || (subject.well && about_wells.some(is_well_of(subject))));
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

// What an action asks for: sets, code, words. Enter saves, Escape leaves; the focus goes back where it was.
let asked = null;
const select = (id, label, options, chosen = "") => html("label", {}, label, " ", html("select", { id },
  ...options.map(([value, text]) => html("option", { value, selected: value === chosen }, text))));

function asked_sets(action, item) {
  if (action === "repeat" && item.kind === "control") return [];
  const judged = item.subject ? item.subject.sets : set_names.map((set) => ({ set }));
  if (action === "repeat") {
    const doubtful = judged.filter(({ state }) => ["invalid", "inconclusive", "missing"].includes(state));
    return [html("fieldset", {}, html("legend", {}, t("sets_to_repeat")), ...judged.map((set) => html("label", { class: "check" },
      html("input", { type: "checkbox", name: "set", value: set.set,
                      checked: doubtful.length ? doubtful.includes(set) : set.set !== report.reference }), " ", set.set)))];
  }
  const becomes = html("strong", { id: "becomes" });
  const chosen = () => asked_details().sets ?? [];
  const follow = () => { becomes.textContent = t("call_becomes", { call: t("call_" + ruled(results_with(item, chosen()))) }); };
  const choices = panel_sets(item.subject).map((set) => html("label", {}, `${set.set} `,
    html("select", { name: "result", "data-set": set.set, disabled: is_invalidated(set, item), onchange: follow },
      html("option", { value: "" }, t("as_called", { state: t("state_" + called(set)) })),
      ...["positive", "negative", "inconclusive", "invalid", "missing"].filter((result) => result !== called(set))
        .map((result) => html("option", { value: result }, t("state_" + result))))));
  return [html("fieldset", { onchange: follow }, html("legend", {}, t("sets_to_change")), ...choices, becomes)];
}

function ask(action) {
  const about = about_of(action);
  const against = why_not(action, about);
  if (against) return tell(against);
  if (!reviewer()) return ask_name(() => ask(action));
  const item = current_item();
  const duplexed = action === "exclude" && wells.filter(is_well_of(well_about(chosen_well(), true))).length > 1;
  asked = { action, item, well: chosen_well(), back: focus_now() };
  by_id("asked").replaceChildren(...[
    html("h3", {}, `${t("decision_" + action)}: ${name_of(about)}`),
    ...(names_sets(action) ? asked_sets(action, item) : []),
    duplexed ? select("asked-part", t("well"), [["", t("whole_well")], ["part", `${chosen_well().set} (${chosen_well().target})`]]) : null,
    needs_code(action) ? select("asked-code", t("code"), [["", "–"], ...codes.map((code) => [code, t("code_" + code)])]) : null,
    html("label", { class: "remark" }, t("words"), " ", html("input", { id: "asked-words", autocomplete: "off" })),
    html("button", {}, t("save"), " ", html("kbd", {}, "Enter")),
    html("button", { type: "button", onclick: leave_asked }, t("cancel"), " ", html("kbd", {}, "Esc"))].filter(Boolean));
  by_id("asked").hidden = false;
  by_id("asked").querySelector("input, select, button").focus();
}

function asked_details() {
  const { action, item } = asked;
  const found = (selector) => [...by_id("asked").querySelectorAll(selector)];
  const details = { words: by_id("asked-words").value.trim(), code: by_id("asked-code")?.value || null,
                    whole: by_id("asked-part") ? by_id("asked-part").value === "" : true };
  if (action === "repeat") details.sets = item.kind === "control" ? [{ set: item.about.set }] : found("[name=set]:checked").map(({ value }) => ({ set: value }));
  if (action === "override") {
    details.sets = found("[name=result]").filter(({ value }) => value).map(({ value, dataset }) =>
      ({ set: dataset.set, old: called(item.subject.sets.find(({ set }) => set === dataset.set)), new: value }));
    Object.assign(details, { old: called(item.subject), new: ruled(results_with(item, details.sets)) });
  }
  return details;
}

// The first thing that is still missing, and where; null where nothing is.
function missing_of(action, { sets, code, words }) {
  if (names_sets(action) && !sets.length) return ["no_sets", "[name=set], [name=result]:enabled"];
  if (needs_code(action) && !code) return ["no_code", "#asked-code"];
  if ((code === "other" || action === "comment") && !says_something(words)) return ["no_words", "#asked-words"];
  return null;
}

function save_asked() {
  const { action } = asked;
  const details = asked_details();
  const missing = missing_of(action, details);
  if (missing) {
    tell(t(missing[0]));
    by_id("asked").querySelector(missing[1])?.focus();
    return;
  }
  const about = about_of(action, details.whole);
  leave_asked();
  decide(action, details, about);
}

function leave_asked() {
  if (!asked) return;
  const { back } = asked;
  asked = null;
  by_id("asked").hidden = true;
  by_id("asked").replaceChildren();
  focus_back(back);
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
