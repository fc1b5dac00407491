// What curves read: under the pointer, and under a cursor that keys move.
// What a curve reads at a cycle.
function reading_of(well, cycle) {
  const value = signal_of(well, choice.signal)?.[cycle - 1];
  return [well_place(well), well.set, `${t("cycle")} ${cycle}`,
          `${signal_names[choice.signal]} ${value === value && value !== undefined ? Number(value.toPrecision(4)) : "–"}`].join(" · ");
}
function read_out(text) {
  by_id("readout").textContent = text;
}

// The cursor goes along the chosen well's curve, else along the first of what is chosen.
let cursor = null;  // cycle
const cursor_well = () => chosen_well() ?? wells[chosen_subject()?.wells[0]] ?? null;
function move_cursor(by) {
  const well = cursor_well();
  if (!well) return tell(t("choose_hint"));
  cursor = Math.min(cycles, Math.max(1, cursor === null ? Math.round(well.ct ?? cycles / 2) : cursor + by));
  draw_cursor();
  read_out(reading_of(well, cursor));
}
function draw_cursor() {
  layers.top.querySelector(".cursor")?.remove();
  const well = cursor_well();
  if (!well) cursor = null;
  if (cursor === null || !axis) return;
  const [x, y] = [cycle_x(cursor), axis.y(signal_of(well, choice.signal)?.[cursor - 1])];
  if (!is_in_plot(x, plot.top)) return;
  layers.top.append(svg("g", { class: "cursor" }, line(x, plot.top, x, plot.bottom, "drop"),
    is_in_plot(x, y) ? svg("circle", { cx: x, cy: y, r: 4 }) : null));
}
