// Marks of states: shapes and what they stand for come with the report, see marks.json.
const mark_name = (state) => report.marks.of_state[state] ?? state;

const mark_outline = (name) => report.marks.shapes[name].outlines.map((outline) => "M0 0" + outline).join("");
const mark_class = (name) => `mark ${name} ${report.marks.shapes[name].style}`;

// For use inside a drawing, where a ground keeps what lies below a large mark from showing through.
function mark_at(name, x, y, size) {
  return svg("g", { class: "mark " + name, transform: `translate(${x} ${y}) scale(${size / layout.mark.box})` },
    name === "reference" || name === "left_out" ? null : svg("circle", { class: "ground", r: name === "negative" ? 4 : 9.5 }),
    svg("path", { class: report.marks.shapes[name].style, d: mark_outline(name) }));
}

// An <svg> of its own; with a word it says what it shows, without it stands beside text that does.
const built_marks = {};
const icon_side = layout.mark.icon_box;
function mark(state, word) {
  const name = mark_name(state);
  built_marks[name] ??= svg("svg", { class: "icon " + mark_class(name), viewBox: `${-icon_side / 2} ${-icon_side / 2} ${icon_side} ${icon_side}` },
    svg("path", { d: mark_outline(name) }));
  const copy = built_marks[name].cloneNode(true);
  if (word) {
    copy.setAttribute("role", "img");
    copy.setAttribute("aria-label", word);
  } else copy.setAttribute("aria-hidden", "true");
  return copy;
}

// The dash pattern of a set, as its key has it.
const dashes = new Map(set_names.map((name, i) =>
  [name, by_id("chart-key").querySelectorAll("path")[i].getAttribute("stroke-dasharray")]));
const dash_of = (set) => dashes.get(set);
