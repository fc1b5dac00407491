// The curves. The lower layer holds every curve and is drawn once a signal and axis; the upper layer
// holds what is chosen, with threshold, window, fit, Ct and names.
const plot = { width: 640, height: 380, left: 52, right: 566, top: 14, bottom: 344 };
const cycles = Math.max(2, ...wells.map((well) => signal_of(well, "rn")?.length ?? signal_of(well, "delta_rn")?.length ?? 0));
const curve_paths = [];  // by well: the curve as path data
const curve_styles = [];  // { element, members }: wells drawn alike share one path, far faster than one each
const layers = {};
let axis = null;

const cycle_x = (cycle) => plot.left + ((cycle - 1) / (cycles - 1)) * (plot.right - plot.left);

function range_of(kind) {
  let [low, high] = [Infinity, -Infinity];
  for (const well of wells) {
    const values = signal_of(well, kind) ?? [];
    for (let i = 0; i < values.length; ++i) {
      if (values[i] < low) low = values[i];
      if (values[i] > high) high = values[i];
    }
  }
  return low < high ? [low, high] : low === high ? [low - 1, high + 1] : null;
}

// 1, 2 or 5 times a power of ten, about `count` steps.
function linear_ticks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  const ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high + step * 1e-6; ++i) ticks.push(Number((i * step).toPrecision(6)));
  return ticks;
}

// An axis maps values to y; on the log axis, NaN for what it cannot show.
function make_axis(kind, scale) {
  const range = range_of(kind);
  if (range === null) return null;
  const span = plot.bottom - plot.top;
  if (scale === "linear") {
    const margin = 0.04 * (range[1] - range[0]);
    const [low, high] = [range[0] - margin, range[1] + margin];
    return { ticks: linear_ticks(low, high, 6), y: (value) => plot.bottom - ((value - low) / (high - low)) * span };
  }
  const thresholds = kind === "delta_rn" ? wells.map((well) => well.threshold).filter(Boolean) : [];
  const least = kind === "delta_rn" ? Math.min(range[1], ...thresholds) / 30 : Math.max(range[0], range[1] / 1e4);
  const low = Math.floor(Math.log10(Math.max(least, range[1] / 1e6)));
  const high = Math.log10(range[1] * 1.15);
  const ticks = Array.from({ length: Math.floor(high) - low + 1 }, (_, i) => Number((10 ** (low + i)).toPrecision(1)));
  return { ticks, y: (value) => {
    const place = Math.log10(value);
    return place >= low ? plot.bottom - ((place - low) / (high - low)) * span : NaN;
  } };
}

// Curves are written in whole tenths of the drawing's unit, inside fine(): whole numbers become text
// several times faster, and there are 9000 of them.
const fine = (...paths) => svg("g", { transform: "scale(.1)" }, ...paths);
const tenths = (value) => Math.round(value * 10);

// A path through y_at(0), y_at(1), ... at the given x; a NaN ends one stretch.
function path_through(xs, y_at) {
  let d = "";
  let pen = "M";
  for (let i = 0; i < xs.length; ++i) {
    const y = tenths(y_at(i));
    if (y === y) {
      d += pen + xs[i] + y;
      pen = "L";
    } else pen = "M";
  }
  return d;
}
const at_cycles = Array.from({ length: cycles }, (_, i) => `${tenths(cycle_x(i + 1))} `);
const at_quarters = Array.from({ length: 4 * (cycles - 1) + 1 }, (_, i) => `${tenths(cycle_x(1 + i / 4))} `);
const path_of = (values) => path_through(at_cycles, (i) => (i < values.length ? axis.y(values[i]) : NaN));
const path_of_function = (value) => path_through(at_quarters, (i) => axis.y(value(1 + i / 4)));

const line = (x1, y1, x2, y2, name) => svg("path", { class: name, d: `M${x1} ${y1}L${x2} ${y2}` });
const label = (x, y, name, text) => svg("text", { x, y, class: name }, text);

function axis_lines() {
  const drawn = [];
  for (const tick of axis.ticks) {
    const y = axis.y(tick);
    drawn.push(line(plot.left, y, plot.right, y, "grid"), label(plot.left - 6, y + 4, "tick y", String(tick)));
  }
  for (let cycle = 5; cycle <= cycles; cycle += 5) {
    drawn.push(line(cycle_x(cycle), plot.bottom, cycle_x(cycle), plot.bottom + 4, "grid"),
               label(cycle_x(cycle), plot.bottom + 17, "tick", String(cycle)));
  }
  drawn.push(label((plot.left + plot.right) / 2, plot.height - 4, "tick", t("cycle")));
  if (report.ct_cutoff < cycles) {
    drawn.push(line(cycle_x(report.ct_cutoff), plot.top, cycle_x(report.ct_cutoff), plot.bottom, "cutoff"),
               label(cycle_x(report.ct_cutoff) + 3, plot.top + 9, "cutoff", t("cutoff", { ct: report.ct_cutoff })));
  }
  return drawn;
}

function draw_curves() {
  axis = make_axis(choice.signal, choice.scale);
  layers.axes.replaceChildren(...(axis ? axis_lines() : [label(plot.left + 20, 60, "tick left", t("no_signal"))]));
  for (const well of wells) {
    const values = axis && signal_of(well, choice.signal);
    curve_paths[well.index] = values ? path_of(values) : "";
  }
  for (const { element, members } of curve_styles) {
    element.setAttribute("d", members.map((well) => curve_paths[well.index]).join(""));
  }
}

// Quiet curves first, so that none hides a positive one.
const loudness = ["left_out", "negative", "reference", "passed", "late", "warning", "inconclusive", "failed", "positive"];

function draw_styles() {
  const alike = new Map();
  for (const well of wells) {
    const style = `${well_mark(well)} ${well.set}`;
    if (!alike.has(style)) alike.set(style, []);
    alike.get(style).push(well);
  }
  for (const members of alike.values()) {
    const name = well_mark(members[0]);
    curve_styles.push({ members, loudness: loudness.indexOf(name), element:
      svg("path", { class: "curve " + name, "stroke-dasharray": dash_of(members[0].set) }) });
  }
  curve_styles.sort((a, b) => a.loudness - b.loudness);
  layers.all.append(...curve_styles.map(({ element }) => element));
}

function draw_chart() {
  layers.axes = svg("g");
  layers.all = fine();
  layers.all.setAttribute("class", "all");
  layers.top = svg("g");
  draw_styles();
  const drawing = svg("svg", { class: "chart", role: "img", "aria-labelledby": "chart-title",
                               viewBox: `0 0 ${plot.width} ${plot.height}` }, layers.axes, layers.all, layers.top);
  drawing.addEventListener("pointermove", (event) => hover(drawing, event));
  drawing.addEventListener("pointerleave", () => layers.hover?.remove());
  drawing.addEventListener("click", (event) => {
    const near = nearest_well(drawing, event);
    if (near) choose_well(near.index);
  });
  by_id("curves").replaceChildren(drawing);
  draw_curves();
}

function nearest_well(drawing, event) {
  if (!axis) return null;
  const box = drawing.getBoundingClientRect();
  const scale = plot.width / box.width;
  const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  const place = Math.round(((x - plot.left) / (plot.right - plot.left)) * (cycles - 1));
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

function hover(drawing, event) {
  layers.hover?.remove();
  const well = nearest_well(drawing, event);
  if (!well) return;
  layers.hover = svg("g", { class: "hover" },
    fine(svg("path", { class: "curve picked " + well_mark(well), d: curve_paths[well.index] })),
    label(plot.left + 8, plot.top + 12, "name", [well.name, well.sample, well.set,
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
    const values = signal_of(well, choice.signal);
    const y = values ? axis.y(values.findLast((value) => value === value)) : NaN;
    if (y !== y) continue;
    const near = ends.find((end) => end.set === well.set && Math.abs(end.y - y) < 16);
    if (near) near.names.push(well.name);
    else ends.push({ set: well.set, y, names: [well.name] });
  }
  return apart(ends).map(({ set, y, names }) =>
    label(plot.right + 6, y + 4, "name", `${set} ${names.length > 2 ? "× " + names.length : names.join(" ")}`));
}

// Each threshold once, with the sets that use it.
function threshold_lines(shown) {
  if (choice.signal !== "delta_rn") return [];
  const sets = new Map();
  for (const well of shown) {
    if (well.threshold === null) continue;
    if (!sets.has(well.threshold_text)) sets.set(well.threshold_text, { y: axis.y(well.threshold), names: new Set() });
    sets.get(well.threshold_text).names.add(well.set);
  }
  const texts = [...sets].map(([text, { y, names }]) => ({ y: y - 4, text:
    sets.size > 1 ? `${text} ${[...names].join(" ")}` : `${t("threshold")} ${text}` }));
  return [...[...sets.values()].map(({ y }) => line(plot.left, y, plot.right, y, "threshold")),
          ...apart(texts).map(({ y, text }) => label(plot.left + 4, y, "threshold", text))];
}

function well_details(well) {
  const drawn = [];
  if (well.window) {
    const [from, to] = well.window.map(cycle_x);
    drawn.push(svg("rect", { class: "window", x: from, width: Math.max(1, to - from), y: plot.top, height: plot.bottom - plot.top }));
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
  if (well.instrument_ct !== null) {
    const x = cycle_x(well.instrument_ct);
    drawn.push(svg("path", { class: "instrument", d: `M${x} ${plot.bottom}l-5 8h10Z` }));
  }
  if (well.ct !== null) {
    const y = choice.signal === "delta_rn" && well.threshold !== null ? axis.y(well.threshold) : plot.top;
    drawn.push(line(cycle_x(well.ct), y, cycle_x(well.ct), plot.bottom, "drop"),
               label(cycle_x(well.ct) - 4, plot.bottom - 5, "drop", `Ct ${well.ct_text}`));
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
    for (const well of shown) {
      drawn.push(fine(svg("path", {
        class: `curve picked ${well_mark(well)}${choice.well !== null && choice.well !== well.index ? " beside" : ""}`,
        d: curve_paths[well.index], "stroke-dasharray": dash_of(well.set),
        "data-curve": `${well.name} ${well.set}` })));
    }
    if (choice.signal === "delta_rn") {
      for (const well of shown) {
        if (well.ct !== null && well.threshold !== null) {
          drawn.push(mark_at(well_mark(well), cycle_x(well.ct), axis.y(well.threshold), 13));
        }
      }
    }
    if (shown.length <= 20) drawn.push(...end_labels(choice.well === null ? shown : [wells[choice.well]]));
  }
  layers.top.append(...drawn);
}

// Rn minus fit over the cycles, with a band of two residual SD.
function draw_residuals() {
  const well = choice.well === null ? null : wells[choice.well];
  const fit = well && fit_of(well);
  const rn = well && signal_of(well, "rn");
  if (!fit || !rn) {
    by_id("residuals").replaceChildren();
    return;
  }
  const residuals = Array.from(rn, (value, i) => value - fit.value(i + 1));
  const reach = Math.max(3 * fit.residual_sd, ...residuals.filter((value) => value === value).map(Math.abs));
  const y = (value) => 44 - (value / reach) * 36;
  const stems = residuals.map((value, i) => value === value ? `M${cycle_x(i + 1).toFixed(1)} ${y(0)}V${y(value).toFixed(1)}` : "");
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
  if (changed.has("signal") || changed.has("scale")) draw_curves();
  draw_chosen();
  if (changed.has("well")) draw_residuals();
}
