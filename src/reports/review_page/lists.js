// Patients and control samples as tables: one row a subject, one column a set.
const subject_rows = [];  // by subject
const first_rows = Math.ceil((innerHeight - 160) / 56);  // about what a screen shows below the head; the others follow
const later_rows = [];  // functions that append them

function set_cell(subject, name) {
  const set = subject.sets.find((candidate) => candidate.set === name);
  if (!set) return html("td");
  const state = set.result ?? set.outcome;
  const word = t((set.result ? "state_" : "outcome_") + state);
  const quiet = name === report.reference && state === "positive";
  const flags = set.flags.map((flag) => report.flags[flag]);
  return html("td", { class: `set ${quiet ? "reference" : mark_name(state)}${flags.length ? " flagged" : ""}`, title: [`${name}: ${word}`, ...flags].join("\n") },
    mark(quiet ? "reference" : state, word), set.ct_text,
    flags.length ? mark("flag", flags.join(", ")) : null);
}

// Under the name: the call, where the group's title does not say it all. A deletion's name stays on one line.
function subject_note(subject) {
  const deletions = () => subject.deletions.flatMap((name, i) => [i ? " + " : "", html("span", { class: "whole" }, name)]);
  const call = subject.kind === "control" ? [subject.sample ? t("role_" + subject.role) : ""]
    : subject.call === "mixed" ? [`${t("call_mixed")}: `, ...deletions()]
    : subject.call === "not_detected" ? [""]
    : subject.deletions.length ? deletions() : [call_text(subject)];
  return html("div", { class: "note" }, call.some(Boolean) ? html("span", { class: "call" }, ...call) : null,
    subject.review ? html("span", { class: "review" }, mark("flag"), t("review")) : null);
}

function subject_row(subject) {
  const row = html("tr", { class: `subject ${mark_name(subject.state)}`, onclick: () => choose_subject(subject.index) },
    html("th", { scope: "row" },
      html("button", { type: "button", "aria-pressed": "false" }, mark(subject.state, call_text(subject)),
        html("bdi", {}, subject_name(subject))),
      subject_note(subject)),
    ...set_names.map((name) => set_cell(subject, name)),
    html("td", { class: "decision" }));
  subject_rows[subject.index] = row;
  return row;
}

function group_rows(title, members) {
  if (!members.length) return [];
  const room = Math.max(0, first_rows - subject_rows.length);
  const body = html("tbody", {},
    html("tr", { class: "group" }, html("th", { colspan: set_names.length + 2, scope: "rowgroup" },
      title, " ", html("span", { class: "count" }, String(members.length)))),
    ...members.slice(0, room).map(subject_row));
  if (members.length > room) later_rows.push(() => body.append(...members.slice(room).map(subject_row)));
  return [body];
}

function draw_later_rows() {
  for (const draw of later_rows.splice(0)) draw();
}

function draw_lists() {
  by_id("patients").append(
    html("table", {},
      html("thead", {}, html("tr", {}, html("th", { scope: "col" }, t("patient")),
        ...set_names.map((name) => html("th", { scope: "col" }, name)),
        html("th", { scope: "col" }, html("span", { class: "spoken" }, t("decision"))))),
      ...groups.flatMap((group) => group_rows(t("group_" + group.name),
        patients.filter((patient) => group.calls.includes(patient.call)))),
      ...group_rows(t("controls"), controls)),
    html("p", { id: "none-match", hidden: true }, t("none_match")));
}

function follow_lists(changed) {
  for (const subject of subjects) {
    const row = subject_rows[subject.index];
    const is_chosen = choice.subject === subject.index;
    row.classList.toggle("chosen", is_chosen);
    row.querySelector("button").setAttribute("aria-pressed", String(is_chosen));
    row.hidden = !subject_matches(subject);
    // With the next frame, which lays the page out anyway.
    if (is_chosen && changed.has("subject")) requestAnimationFrame(() => row.scrollIntoView({ block: "nearest" }));
  }
  for (const body of by_id("patients").querySelectorAll("tbody")) {
    body.hidden = [...body.rows].every((row) => row.hidden || row.className === "group");
  }
  by_id("none-match").hidden = patients.some((patient) => !subject_rows[patient.index].hidden);
}
