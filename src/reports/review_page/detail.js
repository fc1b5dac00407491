// Everything the report says of the chosen patient or control, and of the chosen well.
const flag_list = (flags) => flags.length
  ? html("ul", { class: "flags" }, ...[...new Set(flags)].map((flag) =>
      html("li", {}, "⚑ ", report.flags[flag] ?? flag)))
  : null;
const reason_list = (reasons) => reasons.length
  ? html("ul", { class: "reasons" }, ...reason_texts(reasons).map(({ rule, text }) =>
      html("li", {}, html("span", { class: "rule" }, rule), " ", text)))
  : null;

function well_row(well) {
  const row = html("tr", { class: choice.well === well.index ? "chosen" : null, onclick: () => choose_well(well.index) },
    html("th", { scope: "row" }, html("button", { type: "button" }, well.name)),
    html("td", {}, well.set),
    html("td", {}, mark(well_mark(well)), " ", t("state_" + well.state)),
    html("td", { class: "number strong" }, ct_text(well.ct_status, well.ct_text)),
    html("td", { class: "number" }, ct_text(well.instrument_ct_status, well.instrument_ct_text)),
    html("td", {}, t("amplified_" + well.amplified)),
    html("td", { class: "flag-count" }, well.flags.length ? "⚑ " + well.flags.length : ""));
  return row;
}

function well_table(members) {
  const titles = ["well", "set", "state", "ct", "instrument_ct", "curves", "flags"];
  return html("table", { class: "wells" },
    html("thead", {}, html("tr", {}, ...titles.map((title) => html("th", { scope: "col" }, t(title))))),
    html("tbody", {}, ...members.map((index) => well_row(wells[index]))));
}

function subject_detail(subject) {
  const set_reasons = subject.sets.filter((set) => set.reasons.length || set.flags.length).map((set) =>
    html("div", { class: "set-reasons" },
      html("h4", {}, mark(set.result ?? set.outcome), " ", set.set, " · ",
           t((set.result ? "state_" : "outcome_") + (set.result ?? set.outcome)), set.ct_text ? ` · Ct ${set.ct_text}` : "",
           set.invalidates ? ` · ${t("invalidates")}` : ""),
      reason_list(set.reasons), flag_list(set.flags)));
  const kind = subject.kind === "control" ? t("role_" + subject.role) : t("patient");
  return [
    html("div", { class: `verdict ${mark_name(subject.state)}` },
      mark(subject.state),
      html("div", {},
        html("h2", { id: "detail-title" }, html("small", {}, kind), " ",
          html("bdi", {}, subject.sample ? subject_name(subject) : t("no_control"))),
        html("p", {}, subject.text ?? t("outcome_" + subject.state)),
        subject.review ? html("p", { class: "review" }, "⚑ " + t("review")) : null)),
    subject.kind === "patient" ? decision_form(subject) : null,
    flag_list(subject.flags),
    subject.wells.length ? well_table(subject.wells) : null,
    subject.reasons.length || set_reasons.length ? html("h3", {}, t("reasons")) : null,
    reason_list(subject.reasons),
    ...set_reasons,
  ];
}

function facts(pairs) {
  return html("dl", { class: "facts" }, ...pairs.filter(([, value]) => value).map(([name, value]) =>
    html("div", {}, html("dt", {}, name), html("dd", {}, value))));
}

function well_detail(well) {
  const fit = fit_of(well);
  const source = (name) => (name ? ` (${t("source_" + name)})` : "");
  return html("section", { id: "well-detail", "aria-labelledby": "well-title" },
    html("h3", { id: "well-title" }, `${t("well")} ${well.name} · ${well.set} · ${t("state_" + well.state)}`),
    facts([
      [t("ct"), ct_text(well.ct_status, well.ct_text)],
      [t("instrument_ct"), ct_text(well.instrument_ct_status, well.instrument_ct_text)],
      [t("threshold"), well.threshold_text && well.threshold_text + source(well.threshold_source)],
      [t("window"), well.window && t("cycles", { from: well.window[0], to: well.window[1] }) + source(well.baseline_source)],
      [t("fit"), fit ? t("fit_text", { midpoint: fit.midpoint.toFixed(2), sd: fit.residual_sd.toPrecision(3) }) : t("no_fit")],
      [t("ct_sdm"), well.ct_sdm], [t("ct_cy0"), well.ct_cy0],
      [t("target"), well.target], [t("reporter"), well.reporter],
      [t("instrument"), well.instrument_flags.map((place) => report.texts[place]).join(", ")],
    ]),
    html("h4", {}, `${t("evidence")}: ${t("amplified_" + well.amplified)}`),
    html("ul", { class: "reasons" }, ...well.evidence.map((place) => html("li", {}, report.texts[place]))),
    well.reasons.length ? html("h4", {}, t("rules")) : null,
    reason_list(well.reasons), flag_list(well.flags));
}

function draw_detail() {
  const subject = choice.subject === null ? null : subjects[choice.subject];
  const well = choice.well === null ? null : wells[choice.well];
  by_id("detail").replaceChildren(...[
    ...(subject ? subject_detail(subject) : []),
    well ? well_detail(well) : null,
    subject || well ? null : html("h2", { id: "detail-title" }, t("details")),
    subject || well ? null : html("p", { class: "hint" }, t("choose_hint")),
    subject || well ? null : notes(),
  ].filter(Boolean));
  if (well) by_id("well-detail").scrollIntoView({ block: "nearest" });
}

function notes() {
  if (!report.issues.length) return null;
  return html("div", {}, html("h3", {}, t("issues")), html("ul", { class: "reasons" },
    ...report.issues.map((issue) => html("li", { class: issue.severity },
      mark(issue.severity === "warning" ? "warning" : "reference"), html("span", { class: "rule" }, issue.place), " ", issue.text))));
}

function follow_detail(changed) {
  if (changed.has("subject") || changed.has("well")) draw_detail();
}
