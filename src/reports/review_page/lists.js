// Patients and control samples as the page lists them: one row a subject.
const subject_rows = [...by_id("patients").querySelectorAll("tr.subject")];  // by subject

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
