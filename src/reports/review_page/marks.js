// One mark for each meaning, the same in plate, tables, curves and print: the shape alone says it, the
// colour (Okabe and Ito 2008) repeats it. Each is one path in a box from -10 to 10: what a filled mark shows
// inside is cut out of it.
const hundredths = (value) => Math.round(value * 100) / 100;
const disc = (x, r) => [x - r, 0, `a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`];
const plus = (x, arm) => [hundredths(x - 1.2), hundredths(-1.2 - arm),
  `h2.4v${arm}h${arm}v2.4h${-arm}v${arm}h-2.4v${-arm}h${-arm}v-2.4h${arm}z`];
const square = [-8, -8, "h16v16h-16z"];
const tilde = [-4.6, 0, "c1.6-3.8 3.4-2.8 4.6-1.2s3 2.6 4.6-1.2v2.4c-1.6 3.8-3.4 2.8-4.6 1.2s-3-2.6-4.6 1.2z"];
const cross = [0, -1.7, "l3-3l1.7 1.7l-3 3l3 3l-1.7 1.7l-3-3l-3 3l-1.7-1.7l3-3l-3-3l1.7-1.7z"];
// Outlines as [x, y, what follows in relative commands].
const mark_shapes = {
  positive: { style: "fill", outlines: [disc(0, 8.5), plus(0, 3.8)] },
  mixed: { style: "fill", outlines: [[-9.5, 0, "a6.5 6.5 0 0 1 9.5-5.8a6.5 6.5 0 1 1 0 11.6a6.5 6.5 0 0 1-9.5-5.8"],
                                     plus(-4, 1.9), plus(4, 1.9)] },
  negative: { style: "line", outlines: [disc(0, 4)] },
  late: { style: "fill", outlines: [disc(0, 8.7), disc(0, 6.3), [0, -6.3, "a6.3 6.3 0 0 1 0 12.6z"]] },
  inconclusive: { style: "fill", outlines: [[0, -10, "l10 10l-10 10l-10-10z"], tilde] },
  failed: { style: "fill", outlines: [square, cross] },
  missing: { style: "dashed", outlines: [disc(0, 7)] },
  left_out: { style: "line", outlines: [[-4, -4, "l8 8m0-8l-8 8"]] },
  passed: { style: "line", outlines: [square, [-4, 0, "l3 3.5l5.5-7"]] },
  warning: { style: "fill", outlines: [[0, -9, "l10 17h-20z"], [-1.3, -3.6, "h2.6v6h-2.6z"], [-1.3, 3.8, "h2.6v2.4h-2.6z"]] },
  reference: { style: "fill", outlines: [disc(0, 3)] },
  flag: { style: "fill", outlines: [[-6.2, -9, "h14.2l-4 5l4 5h-11.8v8h-2.4z"]] },
};
const mark_of_state = {
  deletion: "positive", not_detected: "negative", invalid: "failed", incomplete: "missing", not_judged: "left_out",
};
const mark_name = (state) => mark_of_state[state] ?? state;

// Path data of a mark around (x, y), in the mark's own unit: many marks make one path.
function mark_outline(name, x, y) {
  const shape = mark_shapes[name];
  shape.relative ??= shape.outlines.map(([left, top, rest]) => `m${left} ${top}${rest}`);
  const centre = `M${hundredths(x)} ${hundredths(y)}`;
  return centre + shape.relative.join(centre);
}
const mark_class = (name) => `mark ${name} ${mark_shapes[name].style}`;

// For use inside a drawing, where a ground keeps what lies below a large mark from showing through.
function mark_at(name, x, y, size) {
  return svg("g", { class: "mark " + name, transform: `translate(${x} ${y}) scale(${size / 20})` },
    name === "reference" || name === "left_out" ? null : svg("circle", { class: "ground", r: name === "negative" ? 4 : 9.5 }),
    svg("path", { class: mark_shapes[name].style, d: mark_outline(name, 0, 0) }));
}

// An <svg> of its own; with a word it says what it shows, without it stands beside text that does.
const built_marks = {};
function mark(state, word) {
  const name = mark_name(state);
  built_marks[name] ??= svg("svg", { class: "icon " + mark_class(name), viewBox: "-11 -11 22 22" },
    svg("path", { d: mark_outline(name, 0, 0) }));
  const copy = built_marks[name].cloneNode(true);
  if (word) {
    copy.setAttribute("role", "img");
    copy.setAttribute("aria-label", word);
  } else copy.setAttribute("aria-hidden", "true");
  return copy;
}

// What a well looks like: a control by whether it did what it should, the reference gene quietly.
function well_mark(well) {
  if (well.state === "left_out") return "left_out";
  if (well.outcome === "failed" || well.outcome === "warning" || well.outcome === "passed") return well.outcome;
  if (well.is_reference) return well.state === "positive" ? "reference" : well.state === "negative" ? "failed" : well.state;
  return well.state;
}

// Dash patterns by set, in the panel's order; the reference gene has the last.
const dashes = ["none", "7 3", "2.5 2.5", "9 3 2 3", "12 3 2 3 2 3", "4 6", "14 5"];
const dash_of = (set) =>
  set === report.reference ? "2 4" : dashes[report.sets.findIndex(({ name }) => name === set) % dashes.length];
