// A closer look at the curves: zoom, a readout of cycle and value, and a patient's controls drawn beside the patient.
const longest_zoom = 16;  // times; further, a cycle would fill the plot

function look_at_part(next) {
  const of_cycles = Math.min(cycles - 1, Math.max((cycles - 1) / longest_zoom, next.to - next.from));
  const of_axis = Math.min(1, Math.max(1 / longest_zoom, next.head - next.foot));
  const from = Math.min(cycles - of_cycles, Math.max(1, next.from));
  const foot = Math.min(1 - of_axis, Math.max(0, next.foot));
  view = of_cycles === cycles - 1 && of_axis === 1 ? whole_view : { from, to: from + of_cycles, foot, head: foot + of_axis };
  lay_out_cycles();
  for (const button of document.querySelectorAll("[data-zoom='1'], [data-zoom='0.5']")) {
    button.disabled = Number(button.dataset.zoom) < 1 && view === whole_view;
  }
  followers.forEach((follow) => follow(new Set(["view"])));
}

// Where to zoom to where no pointer says: the cursor, else Ct and threshold of the chosen well, else the middle.
function zoom_centre() {
  const well = chosen_well() ?? (choice.subject === null ? null : wells[subjects[choice.subject].wells.find((index) => wells[index].ct !== null)]);
  if (cursor !== null && well) return [cycle_x(cursor), axis.y(row_of(choice.signal, well)[cursor - 1])];
  if (well?.ct && choice.signal === "delta_rn" && well.threshold !== null) return [cycle_x(well.ct), axis.y(well.threshold)];
  return [(plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2];
}

// By `factor` about a place of the drawing, which stays where it is; 0 shows all again.
function zoom(factor, [x, y] = axis ? zoom_centre() : [plot.left, plot.bottom]) {
  if (!factor) return look_at_part(whole_view);
  const across = Math.min(1, Math.max(0, (x - plot.left) / (plot.right - plot.left)));
  const up = Math.min(1, Math.max(0, (plot.bottom - (y === y ? y : plot.bottom)) / (plot.bottom - plot.top)));
  const [wide, high] = [(view.to - view.from) / factor, (view.head - view.foot) / factor];
  const [cycle, share] = [view.from + across * (view.to - view.from), view.foot + up * (view.head - view.foot)];
  look_at_part({ from: cycle - across * wide, to: cycle + (1 - across) * wide, foot: share - up * high, head: share + (1 - up) * high });
}
function move_view(right, up) {
  const [wide, high] = [(view.to - view.from) / 4, (view.head - view.foot) / 4];
  look_at_part({ from: view.from + right * wide, to: view.to + right * wide, foot: view.foot + up * high, head: view.head + up * high });
}
drawing.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoom(event.deltaY < 0 ? 1.25 : 0.8, place_of(event));
}, { passive: false });

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
const cursor_well = () => chosen_well() ?? (choice.subject === null ? null : wells[subjects[choice.subject].wells[0]] ?? null);
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

// Positive control and NTC of the chosen patient's sets, or of the chosen well's.
function overlay_wells() {
  const subject = choice.subject === null ? null : subjects[choice.subject];
  if (!choice.overlay || subject?.kind !== "patient") return [];
  const own = subject.wells.map((index) => wells[index]);
  const wanted = chosen_well() ? [chosen_well()] : own;
  return wells.filter((well) => ["positive_control", "ntc"].includes(well.role) && wanted.some(({ run, set }) => run === well.run && set === well.set));
}
function overlay_curves() {
  const shown = overlay_wells();
  const names = new Map();
  for (const well of shown) {
    const y = axis.y(signal_of(well, choice.signal)?.subarray(0, Math.floor(view.to)).findLast((value) => value === value));
    if (is_in_plot(plot.right, y)) names.set(`${well.sample} ${well.set}`, { y: y - 3, text: `${well.sample} ${well.set}` });
  }
  return [fine(...shown.map((well) => svg("path", { class: `curve overlay ${well.role}`, d: path_of(well), "stroke-dasharray": dash_of(well.set) }))),
          ...apart([...names.values()]).map(({ y, text }) => label(plot.right - 5, y, "drop", text))];
}
