// What the reviewer decides, kept by the browser under the record's SHA-256, and exported as JSON.
// The calls stay as they are: a decision stands beside its call.
const storage_key = "crossbreak review " + report.record_sha256;
const decisions = { reviewer: "", by_patient: {} };
let is_kept = true;

function recall() {
  try {
    Object.assign(decisions, JSON.parse(localStorage.getItem(storage_key)));
  } catch {
    is_kept = false;
  }
  by_id("not-kept").hidden = is_kept;
}

function keep() {
  try {
    localStorage.setItem(storage_key, JSON.stringify(decisions));
  } catch {
    is_kept = false;
  }
  by_id("not-kept").hidden = is_kept;
}

const decision_of = (patient) => decisions.by_patient[patient.patient];
const decision_mark = { accept: "✓", reject: "✗", repeat: "↻" };
const verbs = Object.keys(decision_mark);

// The same decision twice takes it back.
function decide(patient, verb) {
  if (!decisions.reviewer.trim()) {
    tell(t("name_first"));
    by_id("reviewer")?.focus();
    return;
  }
  const before = decision_of(patient);
  if (before?.decision === verb) delete decisions.by_patient[patient.patient];
  else {
    decisions.by_patient[patient.patient] = {
      decision: verb, reviewer: decisions.reviewer.trim(), remark: before?.remark ?? "", time: new Date().toISOString() };
  }
  keep();
  show_decisions();
  tell(`${patient.name}: ${t("decision_" + (decision_of(patient)?.decision ?? "none"))}`);
}

function decision_form(patient) {
  const current = decision_of(patient);
  return html("form", { id: "decision", onsubmit: (event) => event.preventDefault() },
    html("div", { class: "verbs", role: "group", "aria-label": t("decision") },
      ...verbs.map((verb) =>
        html("button", { type: "button", "data-verb": verb, "aria-pressed": String(current?.decision === verb),
                         onclick: () => decide(patient, verb) }, decision_mark[verb] + " " + t("decision_" + verb)))),
    html("label", {}, t("reviewer"), " ",
      html("input", { id: "reviewer", autocomplete: "off", value: decisions.reviewer,
                      oninput: (event) => { decisions.reviewer = event.target.value; keep(); } })),
    html("label", { class: "remark" }, t("remark"), " ",
      html("input", { id: "remark", autocomplete: "off", value: current?.remark ?? "", disabled: !current,
                      oninput: (event) => { decision_of(patient).remark = event.target.value; keep(); } })));
}

function show_decisions() {
  for (const patient of patients) {
    const current = decision_of(patient);
    const cell = subject_rows[patient.index].querySelector(".decision");
    cell.className = "decision " + (current?.decision ?? "");
    cell.textContent = current ? decision_mark[current.decision] : "";
    cell.title = current ? `${t("decision_" + current.decision)}, ${current.reviewer}` : "";
  }
  by_id("progress").textContent = t("decided", {
    done: patients.filter(decision_of).length, all: patients.length });
  const patient = choice.subject === null ? null : subjects[choice.subject];
  if (patient?.kind === "patient" && by_id("decision")) {
    const current = decision_of(patient);
    for (const button of by_id("decision").querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.verb === current?.decision));
    }
    by_id("remark").disabled = !current;
    by_id("remark").value = current?.remark ?? "";
  }
}

function decisions_document() {
  return {
    schema: "crossbreak/review/1",
    record_sha256: report.record_sha256,
    sources: report.inputs.map(({ file, sha256 }) => ({ file, sha256 })),
    panel: report.panel,
    program_version: report.program_version,
    decisions: patients.toSorted((a, b) => a.patient - b.patient).map((patient) => {
      const { decision = null, reviewer = null, remark = "", time = null } = decision_of(patient) ?? {};
      return { sample: patient.sample, repeat: patient.repeat, call: patient.state, deletions: patient.deletions,
               decision, reviewer, remark, time };
    }),
  };
}

function export_decisions() {
  const text = JSON.stringify(decisions_document(), null, 2) + "\n";
  const link = html("a", {
    href: URL.createObjectURL(new Blob([text], { type: "application/json" })),
    download: report.inputs[0].file.replace(/\.[^.]*$/, "") + ".review.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
