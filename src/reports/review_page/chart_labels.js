// Labels in the chart: of curves, thresholds and Ct.

// Labels with their y moved so that they lie a line apart and inside the plot, topmost first. Its head is left to the
// name of the cut-off, which of a short run stands at the right end too.
function apart(labels) {
  const top = plot.top + axis_layout.cutoff_y + 13;
  labels.sort((a, b) => a.y - b.y);
  const step = Math.min(13, (plot.bottom - top) / labels.length);
  let next = plot.bottom;
  for (const here of labels.toReversed()) next = (here.y = Math.min(here.y, next)) - step;
  let last = -Infinity;
  for (const here of labels) last = here.y = Math.max(here.y, top, last + step);
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
