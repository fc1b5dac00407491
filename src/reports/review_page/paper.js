// The page on paper, built when it is printed: a sheet to sign, of one page; behind it each patient with reasons, small
// curves and decision, controls, limits and provenance.
const small = { width: 176, height: 64 };

// Delta Rn of a subject's wells, linear, all in the plate's range.
function small_curves(subject, range) {
  const x = (cycle) => 1 + ((cycle - 1) / (cycles - 1)) * (small.width - 2);
  const y = (value) => small.height - 2 - ((value - range.low) / (range.high - range.low)) * (small.height - 4);
  const drawn = subject.wells.map((index) => wells[index]).flatMap((well) => {
    const values = signal_of(well, "delta_rn");
    if (!values) return [];
    let d = "";
    values.forEach((value, i) => {
      if (value === value) d += `${d && values[i - 1] === values[i - 1] ? "L" : "M"}${x(i + 1).toFixed(1)} ${y(value).toFixed(1)}`;
    });
    const threshold = well.threshold === null ? "" : `M1 ${y(well.threshold).toFixed(1)}H${small.width - 1}`;
    return [svg("path", { class: "threshold", d: threshold }),
            svg("path", { class: "curve " + well.mark, d, "stroke-dasharray": dash_of(well.set) })];
  });
  return svg("svg", { class: "small-curves", viewBox: `0 0 ${small.width} ${small.height}` },
    svg("rect", { class: "frame", x: 0.5, y: 0.5, width: small.width - 1, height: small.height - 1 }), ...drawn);
}

function paper_set(subject, set) {
  return html("span", { class: "paper-set" }, mark(set_mark(set)), ` ${set.set}: ${set_word(subject, set)}`, paper_ct(set));
}

// Ours, and the instrument's of each well.
function paper_ct(set) {
  const theirs = set.wells.map((index) => wells[index].instrument_ct_text).filter(Boolean);
  return [set.ct_text && `Ct ${set.ct_text}`, theirs.length && `${t("instrument_ct")} ${theirs.join(", ")}`]
    .filter(Boolean).map((text) => ", " + text).join("");
}

function paper_reasons(subject) {
  const said = [["", subject.reasons], ...subject.sets.map((set) => [set.set + ": ", set.reasons])];
  return said.flatMap(([of, reasons]) => reason_texts(reasons).map(({ rule, text }) =>
    html("li", {}, html("span", { class: "rule" }, rule), ` ${of}${text}`)));
}

// What stands of each item, and every event; where nothing does, boxes to tick by hand.
function paper_decision(item) {
  const one = review.stands[item.index];
  const said = history_of(item, null).filter(({ action }) => action !== "withdraw");
  const prefix = item.set ? `${item.set.set}: ` : "";
  if (!said.length && !one.by_run) {
    return html("p", { class: "paper-decision" }, prefix + ["accept", "repeat", "reject"].map((action) => "☐ " + t("decision_" + action)).join("   "));
  }
  return html("div", { class: "paper-decision" }, html("p", {}, `${prefix}${decision_mark[mark_name_of(one)]} ${standing_in_words(one)}`),
    ...said.map((event) => html("p", {}, event_text(event))));
}

function paper_subject(subject, range) {
  const flags = [...subject_flags(subject), ...subject.wells.flatMap((index) => wells[index].flags)];
  return html("section", { class: "paper-subject" },
    html("div", {},
      html("h3", {}, mark(subject.state), " ", html("bdi", {}, subject.name), " · ", subject.call),
      subject.text ? html("p", {}, subject.text) : null,
      ...next_steps(subject).map((next) => html("p", { class: "next" }, html("strong", {}, t("next")), " ", next)),
      html("p", {}, ...subject.sets.map((set) => paper_set(subject, set))),
      html("ul", { class: "reasons" }, ...paper_reasons(subject)),
      flag_list(flags)),
    html("div", {}, small_curves(subject, range),
      html("small", {}, `${t("delta_rn")} ${range_text(range)}, ${t("cycles", { from: 1, to: cycles })}`), ...items_of(subject).map(paper_decision)));
}

const range_text = ({ low, high }) => `${low.toPrecision(2)} – ${high.toPrecision(2)}`;

// On every page: run, state, record and when it was printed.
function running_head() {
  const head = by_id("running").content.cloneNode(true);
  head.querySelector(".printed").textContent = t("printed", { time: local_time(new Date().toISOString()) });
  return head;
}

const copies_of = (...ids) => ids.map((id) => by_id(id)).filter(Boolean).map((element) => {
  const copy = element.cloneNode(true);
  copy.removeAttribute("id");
  return copy;
});

// A line a patient or control: call, sets that are not simply negative, with Ct, and what stands of it.
function sheet_line(subject) {
  const sets = subject.sets.filter(({ state }) => state !== "negative").map((set) => [set.set, set_word(subject, set), set.ct_text].filter(Boolean).join(" ")).join(", ");
  const stands = items_of(subject).map((item) => [item.set?.set, decision_mark[mark_name_of(review.stands[item.index])]])
    .filter(([, drawn]) => drawn).map((said) => said.filter(Boolean).join(" ")).join(", ");
  return html("li", {}, mark(subject.state), " ", html("strong", {}, html("bdi", {}, subject.name)), ` ${subject.call}`,
    sets && html("small", {}, ` · ${sets}`), stands && ` · ${stands}`);
}

// One page: what was run, controls, calls, warnings, next steps, and where to sign.
function sheet_body() {
  const steps = report.next_steps.map(([next, of]) => html("li", {},
    ...of.flatMap((index, i) => [i ? ", " : "", html("bdi", {}, subjects[index].name)]), `: ${report.texts[next]}`));
  const warnings = copies_of("notes").flatMap((notes) => [...notes.querySelectorAll("li.warning")]);
  const list = (title, lines, columns) => (lines.length ? [html("h2", {}, title), html("ul", columns ? { class: "in-columns" } : {}, ...lines)] : []);
  return html("div", { class: "sheet" }, ...copies_of("laboratory"), html("h1", {}, document.querySelector("#run h1").textContent),
    ...copies_of("status", "release"), ...[...document.querySelectorAll("#provenance dl.facts")].map((facts) => facts.cloneNode(true)),
    ...list(t("controls"), controls.map(sheet_line), true), ...list(t("patients"), patients.map(sheet_line), true),
    ...list(t("issues"), warnings), ...list(t("next"), steps),
    html("h2", {}, t("sign_off")), paper_signature("reviewed"), paper_signature("approved"));
}

// Letters as large as one page of A4 and of Letter has room for, in steps.
const sheet_letters = { most: 10.5, least: 4, step: 0.25, room_mm: 240 };
function fit_sheet() {
  const sheet = by_id("sheet");
  sheet.classList.add("measured");
  const room = sheet_letters.room_mm * (sheet.getBoundingClientRect().width / 182);
  for (let size = sheet_letters.most; size >= sheet_letters.least; size -= sheet_letters.step) {
    sheet.style.fontSize = `${size}px`;
    if (sheet.getBoundingClientRect().height <= room) break;
  }
  sheet.classList.remove("measured");
}

function draw_paper() {
  const range = range_of("delta_rn") ?? { low: 0, high: 1 };
  by_id("sheet").replaceChildren(running_head(), sheet_body());
  fit_sheet();
  by_id("paper").replaceChildren(running_head(), html("div", {}, ...[
    html("p", { class: "key" }, html("span", {}, t("set_lines")), ...[...by_id("chart-key").cloneNode(true).children].slice(1)),
    ...items.filter(({ kind }) => kind === "run").map((item) => html("section", { class: "paper-run" },
      html("h3", {}, html("bdi", {}, item.name), " · ", item.call), paper_decision(item))),
    html("h2", {}, t("patients")), ...patients.map((patient) => paper_subject(patient, range)),
    html("h2", {}, t("controls")), ...controls.map((control) => paper_subject(control, range)),
    ...by_id("notes").cloneNode(true).childNodes,
    html("div", { class: "provenance" }, ...by_id("provenance").cloneNode(true).childNodes)]));
}

// A line to sign on, filled where the record is signed.
function paper_signature(meaning) {
  const signed = report.signatures.filter((signature) => signature.meaning === meaning);
  return html("p", { class: "signature" }, `${t("signed_" + meaning)}: ${signed.map(({ by, at }) => `${by}, ${local_time(at)}`).join("; ")}`);
}
