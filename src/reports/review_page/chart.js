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
  for (let cycle = Math.ceil(view === whole_view ? step : view.from / step) * (view === whole_view ? 1 : step); cycle <= view.to; cycle += step) {
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

drawing.addEventListener("pointermove", hover);
drawing.addEventListener("pointerleave", () => { layers.hover?.remove(); read_out(""); });
drawing.addEventListener("click", (event) => {
  const near = nearest_well(event);
  if (near) choose_well(near.index);
});

// Where an event is in the drawing, whatever its size on the screen.
function place_of(event) {
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
  return [x, y];
}
const cycle_at = (x) => view.from + ((x - plot.left) / (plot.right - plot.left)) * (view.to - view.from);

function nearest_well(event) {
  if (!axis) return null;
  const [x, y] = place_of(event);
  const place = Math.round(cycle_at(x)) - 1;
  const chosen = chosen_wells();
  let best = null;
  let best_distance = 14;
  for (const well of wells) {
    if (chosen && !chosen.has(well.index)) continue;
    const distance = Math.abs(axis.y(signal_of(well, choice.signal)?.[place]) - y);
    if (distance < best_distance) [best, best_distance] = [well, distance];
  }
  return best;
}

function hover(event) {
  layers.hover?.remove();
  const well = nearest_well(event);
  const [x] = place_of(event);
  const cycle = Math.round(cycle_at(x));
  read_out(well && cycle >= view.from && cycle <= view.to ? reading_of(well, cycle) : "");
  if (!well) return;
  layers.hover = svg("g", { class: "hover" },
    fine(svg("path", { class: "curve picked " + well.mark, d: path_of(well) })),
    label(plot.left + 8, plot.top + 12, "name", [well_place(well), well.sample, well.set,
      `Ct ${ct_text(well.ct_status, well.ct_text)}`].join(" · ")));
  layers.top.append(layers.hover);
}

// Labels with their y moved so that they lie a line apart and inside the plot, topmost first.
function apart(labels) {
  labels.sort((a, b) => a.y - b.y);
  const step = Math.min(13, (plot.bottom - plot.top) / Math.max(1, labels.length));
  let next = plot.bottom;
  for (const here of labels.toReversed()) next = (here.y = Math.min(here.y, next)) - step;
  let last = -Infinity;
  for (const here of labels) last = here.y = Math.max(here.y, plot.top, last + step);
  return labels;
}

// Names at the right end, wells of a set that end alike together, and apart by at least a line.
function end_labels(shown) {
  const ends = [];
  for (const well of shown) {
    const values = signal_of(well, choice.signal)?.subarray(0, Math.floor(view.to));
    const y = values ? axis.y(values.findLast((value) => value === value)) : NaN;
    if (!is_in_plot(plot.right, y)) continue;
    const near = ends.find((end) => end.set === well.set && Math.abs(end.y - y) < 16);
    if (near) near.names.push(well.name);
    else ends.push({ set: well.set, y, names: [well.name] });
  }
  return apart(ends).map(({ set, y, names }) =>
    label(plot.right + 6, y + 4, "name", `${set} ${names.length > 2 ? "× " + names.length : names.join(" ")}`));
}

// Each threshold once; those that lie closer than a line of text share one label, with the sets that use them.
function threshold_lines(shown) {
  if (choice.signal !== "delta_rn") return [];
  const levels = new Map();
  for (const well of shown) {
    if (well.threshold === null) continue;
    if (!levels.has(well.threshold_text)) levels.set(well.threshold_text, { text: well.threshold_text, y: axis.y(well.threshold), sets: new Set() });
    levels.get(well.threshold_text).sets.add(well.set);
  }
  const lines = [...levels.values()].filter(({ y }) => is_in_plot(plot.left, y)).sort((a, b) => b.y - a.y);
  const labels = [];
  for (const { text, y, sets } of lines) {
    const below = labels.at(-1);
    if (below && below.y - (y - 5) < 14) Object.assign(below, { y: y - 5, last: text, sets: new Set([...below.sets, ...sets]) });
    else labels.push({ y: y - 5, first: text, last: text, sets });
  }
  return [...lines.map(({ y }) => line(plot.left, y, plot.right, y, "threshold")),
          ...apart(labels).map(({ y, first, last, sets }) => label(plot.left + 5, y, "threshold",
            `${t("threshold")} ${first === last ? first : `${first}–${last}`}${labels.length > 1 ? " " + [...sets].join(" ") : ""}`))];
}

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

// Our Ct at the crossing, the instrument's at the foot of the plot: over everything else.
function ct_labels(well) {
  const drawn = [];
  if (well.instrument_ct !== null && is_in_plot(cycle_x(well.instrument_ct), plot.top)) {
    const x = cycle_x(well.instrument_ct);
    drawn.push(svg("path", { class: "instrument", d: `M${x} ${plot.bottom}l-5 8h10Z` }),
               label(x - 5, plot.bottom - 5, "instrument", `${t("instrument_ct")} ${well.instrument_ct_text}`));
  }
  if (well.ct !== null) {
    const base = choice.signal === "rn" ? baseline_of(well) : { intercept: 0, slope: 0 };
    const crosses = ["delta_rn", "rn"].includes(choice.signal) && well.threshold !== null && base;
    const y = crosses ? axis.y(well.threshold + base.intercept + base.slope * well.ct) : plot.top + 36;
    if (is_in_plot(cycle_x(well.ct), y)) drawn.push(line(cycle_x(well.ct), y, cycle_x(well.ct), plot.bottom, "drop"),
               label(cycle_x(well.ct) - 9, y - 7, "drop", `Ct ${well.ct_text}`));
  }
  return drawn;
}

function draw_chosen() {
  const chosen = chosen_wells();
  layers.all.classList.toggle("dim", chosen !== null);
  layers.top.replaceChildren();
  if (!axis) return;
  const shown = chosen ? wells.filter((well) => chosen.has(well.index)) : wells;
  const drawn = [];
  if (choice.well !== null) drawn.push(...well_details(wells[choice.well]));
  drawn.push(...threshold_lines(choice.well === null ? shown : [wells[choice.well]]));
  if (chosen) {
    const picked = [];
    for (const well of shown) {
      picked.push(svg("path", {
        class: `curve picked ${well.mark}${choice.well !== null && choice.well !== well.index ? " beside" : ""}`,
        d: path_of(well), "stroke-dasharray": dash_of(well.set), "data-curve": `${well.name} ${well.set}` }));
    }
    drawn.push(fine(...picked));
    if (choice.signal === "delta_rn") {
      for (const well of shown) {
        if (well.ct !== null && well.threshold !== null && is_in_plot(cycle_x(well.ct), axis.y(well.threshold))) {
          drawn.push(mark_at(well.mark, cycle_x(well.ct), axis.y(well.threshold), 13));
        }
      }
    }
    drawn.push(...overlay_curves());
    if (shown.length <= 20) drawn.push(...end_labels(choice.well === null ? shown : [wells[choice.well]]));
  }
  if (choice.well !== null) drawn.push(...crosstalk_curve(wells[choice.well]), ...ct_labels(wells[choice.well]));
  layers.top.append(...drawn);
}

// Rn minus fit over the cycles, with a band of two residual SD.
function draw_residuals() {
  const well = chosen_well();
  const fit = well && fit_of(well);
  const rn = well && signal_of(well, "rn");
  if (!fit || !rn) {
    by_id("residuals").replaceChildren();
    return;
  }
  const residuals = Array.from(rn, (value, i) => value - fit.value(i + 1));
  const reach = Math.max(3 * fit.residual_sd, ...residuals.filter((value) => value === value).map(Math.abs));
  const y = (value) => 44 - (value / reach) * 36;
  const stems = residuals.map((value, i) => value === value && is_in_plot(cycle_x(i + 1), plot.top) ? `M${cycle_x(i + 1).toFixed(1)} ${y(0)}V${y(value).toFixed(1)}` : "");
  by_id("residuals").replaceChildren(
    html("h3", {}, t("residuals")),
    svg("svg", { class: "chart", viewBox: `0 0 ${plot.width} 88`, role: "img", "aria-label": t("residuals") },
      svg("rect", { class: "window", x: plot.left, width: plot.right - plot.left,
                    y: y(2 * fit.residual_sd), height: y(-2 * fit.residual_sd) - y(2 * fit.residual_sd) }),
      line(plot.left, y(0), plot.right, y(0), "grid"),
      label(plot.left - 6, y(reach) + 6, "tick y", reach.toPrecision(2)),
      label(plot.left - 6, y(-reach) + 4, "tick y", "−" + reach.toPrecision(2)),
      svg("path", { class: "stem", d: stems.join("") }),
      label(plot.right + 6, y(2 * fit.residual_sd) + 4, "name", "± 2 SD")));
}

function follow_chart(changed) {
  const stretches = axis?.beyond.includes(chosen_well()) ? chosen_well() : null;
  if (["signal", "scale", "view"].some((name) => changed.has(name)) || stretches !== stretched_by) draw_curves();
  draw_chosen();
  draw_cursor();
  if (changed.has("well") || changed.has("view")) draw_residuals();
}
