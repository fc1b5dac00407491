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
  const duplexed = action === "exclude" && wells_of(well_about(chosen_well(), true)).length > 1;
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
  keep_chosen_in_sight();  // the form leaves the list less room
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
