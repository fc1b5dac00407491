// One mark for each meaning, the same in plate, tables, curves and print: the shape alone says it, the
// colour (Okabe and Ito 2008) repeats it. Drawn in a box from -10 to 10.
const circle = (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
const cross = "M-4-4L4 4M4-4L-4 4";
const square = "M-8-8H8V8H-8Z";
const mark_shapes = {
  positive: [["fill", circle(8.5)], ["ink", "M-4.5 0H4.5M0-4.5V4.5"]],
  mixed: [["fill", "M-9.5 0a6.5 6.5 0 0 1 9.5-5.8a6.5 6.5 0 1 1 0 11.6a6.5 6.5 0 0 1-9.5-5.8"],
          ["ink", "M-6.5 0h5M-4-2.5v5M1.5 0h5M4-2.5v5"]],
  negative: [["line", circle(4)]],
  late: [["line", circle(7.5)], ["fill", "M0-7.5a7.5 7.5 0 0 1 0 15Z"]],
  inconclusive: [["fill", "M0-10L10 0L0 10L-10 0Z"], ["ink", "M-4.6 1.2C-3-2.6-1.2-1.6 0 0S3 2.6 4.6-1.2"]],
  failed: [["fill", square], ["ink", cross]],
  missing: [["dashed", circle(7)]],
  left_out: [["line", cross]],
  passed: [["line", square], ["line", "M-4 0L-1 3.5L4.5-3.5"]],
  warning: [["fill", "M0-9L10 8H-10Z"], ["ink", "M0-3.5V2M0 5v.1"]],
  reference: [["fill", circle(3)]],
  flag: [["line", "M-5 9V-8"], ["fill", "M-5-9H8L4-4L8 1H-5Z"]],
};
const mark_of_state = {
  deletion: "positive", not_detected: "negative", invalid: "failed", incomplete: "missing", not_judged: "left_out",
};
const mark_name = (state) => mark_of_state[state] ?? state;

// A <g>, for use inside a drawing; each shape is built once and copied.
const built_marks = {};
function mark_at(name, x, y, size) {
  built_marks[name] ??= svg("g", { class: "mark " + name },
    ...mark_shapes[name].map(([part, d]) => svg("path", { class: part, d })));
  const copy = built_marks[name].cloneNode(true);
  copy.setAttribute("transform", `translate(${x} ${y}) scale(${size / 20})`);
  return copy;
}

// An <svg> of its own, beside text that says the same.
const built_icons = {};
function mark(state) {
  const name = mark_name(state);
  built_icons[name] ??= svg("svg", { class: "icon", viewBox: "-11 -11 22 22", "aria-hidden": "true" }, mark_at(name, 0, 0, 20));
  return built_icons[name].cloneNode(true);
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
  set === report.reference ? "1 3" : dashes[report.sets.findIndex(({ name }) => name === set) % dashes.length];
