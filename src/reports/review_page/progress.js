// How far the review is, and what the page says of it by itself.
const decided_count = () => review.stands.filter((one) => one.item && !is_open(one)).length;
const conflict_count = () => review.stands.filter(({ standing }) => standing === "conflict").length + review.contradictions.length;

// In the head how far the review is, and a list of what is in conflict.
function follow_progress(changed) {
  if (!changed.has("events")) return;
  const open = review.stands.filter(({ standing }) => standing === "conflict");
  by_id("progress").textContent = [t("decided", { done: decided_count(), all: items.length }),
    conflict_count() && t("conflicts", { count: conflict_count() })].filter(Boolean).join(" · ");
  by_id("conflicts").hidden = !conflict_count();
  redraw(by_id("conflict-list"),
    open.map((one) => html("li", {}, html("button", { type: "button", "data-item": one.item?.index, "data-key": "conflict " + one.key },
      html("strong", {}, html("bdi", {}, name_of(one.about))), " ", html("span", { class: "why" }, standing_in_words(one))))),
    review.contradictions.map(({ patient, control }) => html("li", {}, html("button", { type: "button", "data-item": item_by_key.get(key_of(patient)).index,
      "data-key": `contradiction ${key_of(patient)} ${key_of(control)}` }, t("contradiction", { patient: name_of(patient), control: name_of(control) })))));
  by_id("not-kept").hidden = store.kept || !takes_decisions;
}

// What the page says once: where no decisions are taken, of older records, and of what it does not know in the store.
function say_standing_matters() {
  const said = [!report.record_kept ? t("closed_no_record") : report.amends ? t("amends") : takes_decisions ? null : t("closed_reviewed"),
    ...(takes_decisions ? older_reviews().map(({ sha256, count }) => t("older_record", { count, sha256: sha256.slice(0, 12) })) : []),
    store.strange.size ? t("strange_entries", { count: store.strange.size }) : null].filter(Boolean);
  by_id("matters").replaceChildren(...said.map((text) => html("p", {}, text)));
  by_id("decision").classList.toggle("closed", !takes_decisions);
  for (const id of ["export", "open-review"]) by_id(id).hidden = !takes_decisions;
}
