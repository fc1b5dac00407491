// Everything the report says of the chosen patient or control, and of the chosen well.
const flag_list = (flags) => flags.length
  ? html("ul", { class: "flags" }, ...[...new Set(flags)].map((flag) =>
      html("li", {}, mark("flag"), report.flags[flag] ?? flag)))
  : null;
const reason_list = (reasons) => reasons.length
  ? html("ul", { class: "reasons" }, ...reason_texts(reasons).map(({ rule, text }) =>
      html("li", {}, html("span", { class: "rule" }, rule), " ", text)))
  : null;

function well_row(well) {
  const row = html("tr", { class: choice.well === well.index ? "chosen" : null, onclick: () => choose_well(well.index) },
    html("th", { scope: "row" }, html("button", { type: "button", "data-key": "well " + well.index }, well.name)),
    html("td", {}, well.set),
    html("td", {}, mark(well.mark), " ", t("state_" + well.state)),
    html("td", { class: "number" + (well.ct_text ? " strong" : "") }, ct_text(well.ct_status, well.ct_text)),
    html("td", { class: "number" }, ct_text(well.instrument_ct_status, well.instrument_ct_text)),
    html("td", { class: "flag-count" }, well.flags.length ? String(well.flags.length) : ""));
  return row;
}

function well_table(members) {
  const titles = [t("well"), t("set"), t("state"), t("ct"), t("instrument_ct")];
  return html("table", { class: "wells" },
    html("thead", {}, html("tr", {}, ...titles.map((title) => html("th", { scope: "col" }, title)),
      html("th", { scope: "col", "aria-label": t("flags") }, mark("flag")))),
    ...runs_of(members).map(([run, of_run]) => html("tbody", {},
      run_file(run) ? html("tr", { class: "group" }, html("th", { colspan: 6, scope: "rowgroup" }, run_file(run))) : null,
      ...of_run.map((index) => well_row(wells[index])))));
}

// [run, its wells] for wells of any runs: A1 of one plate is not A1 of another.
function runs_of(members) {
  const by_run = new Map();
  for (const index of members) by_run.set(wells[index].run, [...(by_run.get(wells[index].run) ?? []), index]);
  return [...by_run];
}

// What to do, of the patient or of each set of the control.
const next_steps = (subject) => [...new Set([subject.next, ...subject.sets.map((set) => set.next)])]
  .filter((place) => place !== undefined).map((place) => report.texts[place]);

function verdict(subject) {
  const kind = subject.kind === "control" ? t("role_" + subject.role) : t("patient");
  return html("div", { class: `verdict ${mark_name(subject.state)}` },
    mark(subject.state),
    html("div", {},
      html("h2", {}, html("small", {}, kind), " ",
        html("bdi", {}, subject.sample ? subject.name : t("no_control"))),
      html("p", {}, subject.text ?? t("outcome_" + subject.state)),
      ...next_steps(subject).map((next) => html("p", { class: "next" }, html("strong", {}, t("next")), " ", next))),
    subject.review ? html("span", { class: "review" }, mark("flag"), t("review")) : null);
}

function subject_reasons(subject) {
  const of_sets = subject.sets.filter((set) => set.reasons.length || set.flags.length).map((set) => {
    return html("div", {},
      html("h4", {}, mark(set_mark(set)),
        [` ${set.set}`, set_word(subject, set), set.ct_text && `Ct ${set.ct_text}`, set.invalidates && t("invalidates")].filter(Boolean).join(" · ")),
      reason_list(set.reasons), flag_list(set.flags));
  });
  return html("div", {}, subject.reasons.length || of_sets.length ? html("h3", {}, t("reasons")) : null,
    reason_list(subject.reasons), flag_list(subject.flags), ...of_sets);
}

// Wells by set in the panel's order.
const by_set = (members) =>
  members.toSorted((a, b) => set_names.indexOf(wells[a].set) - set_names.indexOf(wells[b].set) || a - b);

function facts(pairs) {
  return html("dl", { class: "facts" }, ...pairs.filter(([, value]) => value).map(([name, value]) =>
    html("div", {}, html("dt", {}, name), html("dd", {}, value))));
}

function well_detail(well) {
  const fit = fit_of(well);
  const source = (name) => (name ? ` (${t("source_" + name)})` : "");
  return html("section", { id: "well-detail", "aria-labelledby": "well-title" },
    html("h3", { id: "well-title" }, `${t("well")} ${well_place(well)} · ${well.set} · ${t("state_" + well.state)}`),
    facts([
      [t("ct"), ct_text(well.ct_status, well.ct_text)],
      [t("instrument_ct"), ct_text(well.instrument_ct_status, well.instrument_ct_text)],
      [t("threshold"), well.threshold_text && well.threshold_text + source(well.threshold_source)],
      [t("window"), well.window && t("cycles", { from: well.window[0], to: well.window[1] }) + source(well.baseline_source)],
      [t("fit"), fit ? t("fit_text", { midpoint: fit.midpoint.toFixed(2), sd: fit.residual_sd.toPrecision(3) }) : t("no_fit")],
      [t("ct_sdm"), well.ct_sdm], [t("ct_cy0"), well.ct_cy0],
      [t("target"), well.target], [t("reporter"), well.reporter],
      [t("instrument_flags"), well.instrument_flags.map((place) => report.texts[place]).join(", ")],
    ]),
    html("h4", {}, `${t("evidence")}: ${t("amplified_" + well.amplified)}`),
    html("ul", { class: "reasons" }, ...well.evidence.map((place) => html("li", {}, report.texts[place]))),
    well.reasons.length ? html("h4", {}, t("rules")) : null,
    reason_list(well.reasons), flag_list(well.flags));
}

// Under the plate the chosen subject, under the curves the chosen well and the reasons.
function draw_detail() {
  const well = chosen_well();
  const subject = chosen_subject();
  redraw(by_id("subject"), subject ? [verdict(subject), well_table(by_set(subject.wells))] : well ? [well_table([well.index])] : []);
  const reasons = [well && well_detail(well), subject && subject_reasons(subject)].filter(Boolean);
  redraw(by_id("why"), reasons.length ? reasons : [html("p", { class: "hint" }, t("choose_hint"))]);
}

function follow_detail(changed) {
  if (changed.has("subject") || changed.has("well")) draw_detail();
}
