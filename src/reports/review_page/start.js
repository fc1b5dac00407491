// Puts the page together once.
function draw_summary() {
  by_id("status").append(mark({ valid: "passed", valid_with_warnings: "warning", invalid: "failed" }[report.status]),
    t("status_" + report.status));
  by_id("status").className = report.status;
  const failed = controls.filter(({ state }) => state === "failed");
  by_id("counts").append(...failed.map((control) =>
    html("button", { type: "button", class: "failed", onclick: () => choose_subject(control.index) },
      mark("failed"), `${subject_name(control)}: ${t("outcome_failed")}`)));
  const counts = new Map();
  for (const { call } of patients) counts.set(call, (counts.get(call) ?? 0) + 1);
  by_id("counts").append(...[...counts].map(([call, count]) =>
    html("button", { type: "button", class: mark_name(call), "data-call": call, "aria-pressed": "false",
                     onclick: () => choose({ state: choice.state === "call:" + call ? "" : "call:" + call, subject: null, well: null }) },
      mark(call), html("strong", {}, String(count)), " ", t("call_" + call))));
}

const option = (value, text) => html("option", { value }, text);

function draw_filters() {
  by_id("filter-set").append(option("", t("all")), ...set_names.map((name) => option(name, name)));
  const calls = [...new Set(patients.map(({ call }) => call))];
  const states = [...new Set(wells.map(({ state }) => state))];
  by_id("filter-state").append(option("", t("all")),
    html("optgroup", { label: t("patients") }, ...calls.map((call) => option("call:" + call, t("call_" + call)))),
    html("optgroup", { label: t("wells") }, ...states.map((state) => option("well:" + state, t("state_" + state)))));
  by_id("filter-flag").append(option("", t("all")),
    ...Object.entries(report.flags).map(([flag, text]) => option(flag, text)));
  for (const [id, name] of [["filter-set", "set"], ["filter-state", "state"], ["filter-flag", "flag"], ["search", "search"]]) {
    by_id(id).addEventListener("input", (event) => choose({ [name]: event.target.value, subject: null, well: null }));
  }
  by_id("filters").addEventListener("submit", (event) => event.preventDefault());
}

function follow_filters() {
  for (const [id, name] of [["filter-set", "set"], ["filter-state", "state"], ["filter-flag", "flag"], ["search", "search"]]) {
    if (by_id(id).value !== choice[name]) by_id(id).value = choice[name];
  }
  for (const button of document.querySelectorAll("#counts [data-call]")) {
    button.setAttribute("aria-pressed", String(choice.state === "call:" + button.dataset.call));
  }
  for (const button of document.querySelectorAll("[data-signal]")) {
    button.setAttribute("aria-pressed", String(choice.signal === button.dataset.signal));
  }
  for (const button of document.querySelectorAll("[data-scale]")) {
    button.setAttribute("aria-pressed", String(choice.scale === button.dataset.scale));
  }
}

function draw_switches() {
  by_id("signals").append(...signals.map((signal) =>
    html("button", { type: "button", "data-signal": signal, "aria-pressed": String(choice.signal === signal), onclick: () => choose({ signal }) }, signal_names[signal])));
  by_id("scales").append(...["linear", "log"].map((scale) =>
    html("button", { type: "button", "data-scale": scale, "aria-pressed": String(choice.scale === scale), onclick: () => choose({ scale }) }, t(scale))));
}

function draw_keys() {
  const used = new Set(wells.map(well_mark));
  const words = { positive: "state_positive", negative: "state_negative", late: "state_late", inconclusive: "state_inconclusive",
                  left_out: "state_left_out", missing: "state_missing", reference: "reference" };
  if (subjects.some((subject) => subject.sets.some((set) => (set.result ?? set.outcome) === "missing"))) used.add("missing");
  by_id("plate-key").append(...Object.entries(words).filter(([name]) => used.has(name))
    .map(([name, word]) => html("span", {}, mark(name), t(word))),
    ...["passed", "warning", "failed"].filter((name) => used.has(name))
      .map((name) => html("span", {}, mark(name), `${t("control")}: ${t("outcome_" + name)}`)));
  by_id("chart-key").append(...set_key());
}

function draw_provenance() {
  by_id("provenance").append(
    html("h2", {}, t("limits")), html("p", {}, report.texts[report.limits]),
    html("h2", {}, t("provenance")),
    facts([
      ...report.inputs.map((input) => [t("input"), [input.file, "SHA-256 " + input.sha256, input.format, input.instrument,
        input.software, input.run_date, input.operator && `${t("operator")} ${input.operator}`,
        input.barcode && `${t("barcode")} ${input.barcode}`].filter(Boolean).join(" · ")]),
      [t("program"), `${report.tool.name} ${report.tool.version}`],
      [t("panel"), `${report.panel.id} ${report.panel.version} · SHA-256 ${report.panel.sha256}`],
      [t("profile"), report.profile.id && `${report.profile.id} ${report.profile.version} · SHA-256 ${report.profile.sha256}`],
      [t("ct_rule"), report.ct_rule], [t("automatic_rule"), report.automatic_rule],
      [t("record"), `SHA-256 ${report.record_sha256}`],
    ]),
    html("p", { id: "not-kept", class: "notice", hidden: true }, t("not_kept")));
}

// First the whole run as a reviewer looks at it; the rest once that is on screen.
function draw_first() {
  draw_summary();
  draw_switches();
  draw_lists();
  draw_plates();
  draw_chart();
  draw_keys();
  draw_detail();
}

function draw_rest() {
  draw_later_rows();
  draw_cells();
  draw_filters();
  draw_provenance();
  recall();
  show_decisions();
  followers.push(follow_filters, follow_lists, follow_plate, follow_chart, follow_detail);
  follow_filters();
  document.addEventListener("keydown", on_key);
  by_id("clear").addEventListener("click", choose_all);
  by_id("print").addEventListener("click", () => window.print());
  by_id("export").addEventListener("click", export_decisions);
  by_id("open-help").addEventListener("click", open_help);
  window.addEventListener("beforeprint", draw_paper);
  document.body.dataset.ready = "";
}

// The page's frame, its titles and filters, is put on screen before the run is drawn into it.
requestAnimationFrame(() => setTimeout(() => {
  draw_first();
  requestIdleCallback(draw_rest, { timeout: 500 });
}));
