// The curves. The page holds them as delta Rn on a linear axis: the lower layer every curve, one path for
// wells drawn alike, to be drawn again on another axis. The upper layer holds what is chosen, with threshold, window,
// fit, Ct and names.
const drawing = by_id("curves").querySelector(".chart");
const layers = { axes: drawing.querySelector(".axes"), all: drawing.querySelector(".all"), top: drawing.querySelector(".top") };
const styles = [...layers.all.children].map((element) => ({ element, members: wells.filter((well) =>
  element.dataset.set === well.set && element.classList.contains(well.mark)) }));
let axis = make_axis("delta_rn", "linear", null);
let stretched_by = null;  // the chosen well, where it lies beyond the others' axis

// Curves are written in whole numbers of the finer unit, inside fine(), the same frame as that of all curves: whole
// numbers become text several times faster, and there are thousands of them. What leaves the plot is cut off.
const finer = (value) => Math.round(value * plot.finer);
function fine(...paths) {
  const frame = layers.all.cloneNode(false);
  frame.removeAttribute("class");
  frame.append(...paths);
  return frame;
}

// A path through y_at(0), y_at(1), ... at the given x; a NaN ends one stretch.
function path_through(xs, y_at) {
  let d = "";
  let pen = "M";
  for (let i = 0; i < xs.length; ++i) {
    const y = finer(y_at(i));
    if (y === y) {
      d += pen + xs[i] + y;
      pen = "L";
    } else pen = "M";
  }
  return d;
}
const xs_at = (count, cycle_at) => Array.from({ length: count }, (_, i) => `${finer(cycle_x(cycle_at(i)))} `);
let at_cycles;
let at_quarters;
function lay_out_cycles() {
  at_cycles = xs_at(cycles, (i) => i + 1);
  at_quarters = xs_at(4 * (cycles - 1) + 1, (i) => 1 + i / 4);
}
lay_out_cycles();
const path_of_function = (value) => path_through(at_quarters, (i) => axis.y(value(1 + i / 4)));

// A well's curve in the signal at hand.
function path_of(well) {
  const values = signal_of(well, choice.signal) ?? [];
  return path_through(at_cycles, (i) => (i < values.length ? axis.y(values[i]) : NaN));
}

const line = (x1, y1, x2, y2, name) => svg("path", { class: name, d: `M${x1} ${y1}L${x2} ${y2}` });
const label = (x, y, name, text) => svg("text", { x, y, class: name }, text);

const axis_layout = layout.axis;
function axis_lines() {
  const drawn = [];
  for (const tick of axis.ticks) {
    const y = axis.y(tick);
    drawn.push(line(plot.left, y, plot.right, y, "grid"), label(plot.left + axis_layout.value_x, y + axis_layout.value_y, "tick y", tick_text(tick)));
  }
  drawn.push(label(axis_layout.title_x, axis_layout.title_y, "title", axis_title(axis)));
  const step = view.to - view.from > 4 * axis_layout.cycle_step ? axis_layout.cycle_step : view.to - view.from > axis_layout.cycle_step ? 2 : 1;
  for (let cycle = Math.ceil(view.from / step) * step; cycle <= view.to; cycle += step) {
    drawn.push(line(cycle_x(cycle), plot.bottom, cycle_x(cycle), plot.bottom + axis_layout.cycle_tick, "grid"),
               label(cycle_x(cycle), plot.bottom + axis_layout.cycle_y, "tick", String(cycle)));
  }
  drawn.push(label((plot.left + plot.right) / 2, plot.height + axis_layout.cycle_title_y, "tick", t("cycle")));
  if (report.ct_cutoff < view.to && report.ct_cutoff > view.from) {
    drawn.push(line(cycle_x(report.ct_cutoff), plot.top, cycle_x(report.ct_cutoff), plot.bottom, "cutoff"),
               label(cycle_x(report.ct_cutoff) + axis_layout.cutoff_x, plot.top + axis_layout.cutoff_y, "cutoff", t("cutoff", { ct: report.ct_cutoff })));
  }
  return drawn;
}

// The chosen well is always inside the axis.
function draw_curves() {
  axis = make_axis(choice.signal, choice.scale, chosen_well());
  stretched_by = axis?.beyond.includes(chosen_well()) ? chosen_well() : null;
  layers.axes.replaceChildren(...(axis ? axis_lines() : [label(plot.left + axis_layout.nothing_x, axis_layout.nothing_y, "tick left", t("no_signal"))]));
  for (const { element, members } of styles) element.setAttribute("d", axis ? members.map(path_of).join("") : "");
  by_id("beyond").replaceChildren(...beyond_buttons());
}

const beyond_buttons = () => (axis?.beyond.length ? [t("beyond"), ...axis.beyond.flatMap((well) => [" ",
  html("button", { type: "button", "data-at": well.index }, `${well_place(well)} ${well.set}`)])] : []);

function well_details(well) {
  const drawn = [];
  if (well.window) {
    const [from, to] = well.window.map((cycle) => Math.min(plot.right, Math.max(plot.left, cycle_x(cycle))));
    if (to > plot.left && from < plot.right) drawn.push(svg("rect", { class: "window", x: from, width: Math.max(1, to - from), y: plot.top, height: plot.bottom - plot.top }));
  }
  const base = baseline_of(well);
  const level = (cycle) => (base ? base.intercept + base.slope * cycle : 0);
  if (choice.signal === "rn" && base) {
    drawn.push(fine(svg("path", { class: "baseline", d: path_of_function(level) })));
    if (well.threshold !== null) {
      drawn.push(fine(svg("path", { class: "threshold", d: path_of_function((cycle) => level(cycle) + well.threshold) })));
    }
  }
  const fit = fit_of(well);
  if (fit && (choice.signal === "rn" || (choice.signal === "delta_rn" && base))) {
    const offset = choice.signal === "rn" ? () => 0 : level;
    drawn.push(fine(svg("path", { class: "fit", d: path_of_function((cycle) => fit.value(cycle) - offset(cycle)) })));
  }
  return drawn;
}

// What another dye of the well shows in the curve: its rise, so many cycles late, times its share.
function crosstalk_curve(well) {
  const { of, share, lag } = report.crosstalk?.[well.index] ?? {};
  const values = choice.signal === "delta_rn" && of !== undefined && signal_of(wells[of], "delta_rn");
  if (!values) return [];
  const y = (i) => {
    const at = Math.max(0, i - lag), [low, high = low] = values.slice(at, at + 2);
    return axis.y(share * (low + (at % 1) * (high - low)));
  };
  return [fine(svg("path", { class: "fit crosstalk", d: path_through(at_cycles, y) })),
          label(plot.right - 6, y(cycles - 1) - 6, "drop", `${(100 * share).toFixed(1)} % ${wells[of].reporter || wells[of].target}`)];
}

function draw_chosen() {
  const chosen = chosen_wells();
  layers.all.classList.toggle("dim", chosen !== null);
  layers.top.replaceChildren();
  if (!axis) return;
  const shown = chosen ? wells.filter((well) => chosen.has(well.index)) : wells;
  const drawn = [];
  const well = chosen_well();
  const named = well ? [well] : shown;
  if (well) drawn.push(...well_details(well));
  drawn.push(...threshold_lines(named));
  if (chosen) {
    const picked = [];
    for (const each of shown) {
      picked.push(svg("path", {
        class: `curve picked ${each.mark}${well && well !== each ? " beside" : ""}`,
        d: path_of(each), "stroke-dasharray": dash_of(each.set), "data-curve": `${each.name} ${each.set}` }));
    }
    drawn.push(fine(...picked));
    if (choice.signal === "delta_rn") {
      for (const each of shown) {
        if (each.ct !== null && each.threshold !== null && is_in_plot(cycle_x(each.ct), axis.y(each.threshold))) {
          drawn.push(mark_at(each.mark, cycle_x(each.ct), axis.y(each.threshold), 13));
        }
      }
    }
    drawn.push(...overlay_curves());
    if (shown.length <= 20) drawn.push(...end_labels(named));
  }
  if (well) drawn.push(...crosstalk_curve(well), ...ct_labels(well));
  layers.top.append(...drawn);
}

function follow_chart(changed) {
  const stretches = axis?.beyond.includes(chosen_well()) ? chosen_well() : null;
  if (["signal", "scale", "view"].some((name) => changed.has(name)) || stretches !== stretched_by) draw_curves();
  draw_chosen();
  draw_cursor();
  if (changed.has("well") || changed.has("view")) draw_residuals();
}
