// Patients and control samples as the page lists them: one row a subject.
const subject_rows = [...by_id("patients").querySelectorAll("tr.subject")];  // by subject

// A run has a row of its own, on top.
const run_rows = items.filter(({ kind }) => kind === "run").map((item) => html("tr", { class: "run", "data-item": item.index },
  html("th", { scope: "row", colspan: set_names.length + 1 }, html("button", { type: "button", "aria-pressed": "false" },
    mark(item.invalid ? "failed" : report.warns ? "warning" : "passed"), html("bdi", {}, item.name)), html("div", { class: "note" }, item.call)),
  html("td", { class: "decision" })));
by_id("patients").querySelector("thead").after(html("tbody", { class: "runs" }, ...run_rows));

// What stands of a row's items, as a mark and in words; of several what they have in common, or how many are decided.
function show_standing(cell, stands) {
  const names = [...new Set(stands.map(mark_name_of))];
  const done = stands.filter((one) => !is_open(one)).length;
  const shown = names.includes("conflict") ? "conflict" : names.length === 1 ? names[0] : "partly";
  cell.className = "decision " + shown;
  cell.textContent = shown === "partly" ? `${done}/${stands.length}` : decision_mark[shown];
  cell.title = stands.map((one) => `${one.item.set ? one.item.set.set + ": " : ""}${standing_in_words(one)}`).join("\n");
}

function show_decisions() {
  for (const item of items) if (item.kind === "run") show_standing(run_rows[item.index].querySelector(".decision"), [review.stands[item.index]]);
  for (const subject of subjects) {
    show_standing(subject_rows[subject.index].querySelector(".decision"), items_of(subject).map(({ index }) => review.stands[index]));
  }
}

// With the next frame, which lays the page out anyway.
function keep_chosen_in_sight() {
  requestAnimationFrame(() => by_id("patients").querySelector("tr.chosen")?.scrollIntoView({ block: "nearest" }));
}

function follow_lists(changed) {
  if (changed.has("events")) show_decisions();
  for (const [index, row] of run_rows.entries()) {
    row.classList.toggle("chosen", choice.item === index);
    row.querySelector("button").setAttribute("aria-pressed", String(choice.item === index));
  }
  for (const subject of subjects) {
    const row = subject_rows[subject.index];
    const is_chosen = choice.subject === subject.index;
    row.classList.toggle("chosen", is_chosen);
    row.querySelector("button").setAttribute("aria-pressed", String(is_chosen));
    row.hidden = !subject_matches(subject);
  }
  if (changed.has("item") || changed.has("subject")) keep_chosen_in_sight();
  for (const body of by_id("patients").querySelectorAll("tbody")) {
    body.hidden = body.className !== "runs" && [...body.rows].every((row) => row.hidden || row.className === "group");
  }
  by_id("none-match").hidden = patients.some((patient) => !subject_rows[patient.index].hidden);
}
