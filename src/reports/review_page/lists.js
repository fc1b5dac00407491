// Patients and control samples as tables: one row a subject, one column a set.
const subject_rows = [];  // by subject

const short_set = (set) => (set ? html("span", {}, mark(set.result ?? set.outcome), set.ct_text ?? "") : "");

function set_cell(subject, name) {
  const set = subject.sets.find((candidate) => candidate.set === name);
  if (!set) return html("td");
  const state = set.result ?? set.outcome;
  const word = t((set.result ? "state_" : "outcome_") + state);
  const quiet = name === report.reference && state === "positive";
  return html("td", { class: "set " + (quiet ? "reference" : mark_name(state)), title: `${name}: ${word}` },
    mark(quiet ? "reference" : state), html("span", { class: "spoken" }, word),
    set.ct_text ? html("span", { class: "number" }, set.ct_text) : null);
}

function subject_row(subject) {
  const row = html("tr", { class: `subject ${subject.state}`, onclick: () => choose_subject(subject.index) },
    html("th", { scope: "row" },
      html("button", { type: "button", "aria-pressed": "false" }, mark(subject.state), html("bdi", {}, subject_name(subject))),
      subject.kind === "control" && subject.sample ? html("small", {}, t("role_" + subject.role)) : null),
    html("td", { class: "call" }, call_text(subject),
      subject.review ? html("small", { class: "review" }, "⚑ " + t("review")) : null),
    ...set_names.map((name) => set_cell(subject, name)),
    html("td", { class: "decision" }));
  subject_rows[subject.index] = row;
  return row;
}

function subject_table(members, title, id) {
  const head = html("tr", {}, html("th", { scope: "col" }, title),
    html("th", { scope: "col" }, members[0].kind === "control" ? t("outcome") : t("call")),
    ...set_names.map((name) => html("th", { scope: "col" }, name)),
    html("th", { scope: "col" }, html("span", { class: "spoken" }, t("decision"))));
  return html("table", { id }, html("thead", {}, head), html("tbody", {}, ...members.map(subject_row)));
}

function draw_lists() {
  for (const group of groups) {
    const members = patients.filter((patient) => group.calls.includes(patient.call));
    if (!members.length) continue;
    by_id("patients").append(subject_table(members, `${t("group_" + group.name)} · ${members.length}`, "group-" + group.name));
  }
  by_id("patients").append(html("p", { id: "none-match", hidden: true }, t("none_match")));
  if (controls.length) by_id("controls").append(subject_table(controls, t("control"), "group-controls"));
}

function follow_lists(changed) {
  for (const subject of subjects) {
    const row = subject_rows[subject.index];
    const is_chosen = choice.subject === subject.index;
    row.classList.toggle("chosen", is_chosen);
    row.querySelector("button").setAttribute("aria-pressed", String(is_chosen));
    row.hidden = !subject_matches(subject);
    if (is_chosen && changed.has("subject")) row.scrollIntoView({ block: "nearest" });
  }
  for (const table of document.querySelectorAll("#list table")) {
    table.hidden = [...table.tBodies[0].rows].every((row) => row.hidden);
  }
  by_id("none-match").hidden = patients.some((patient) => !subject_rows[patient.index].hidden);
}
