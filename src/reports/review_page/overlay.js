// Positive control and NTC of the chosen patient's sets, or of the chosen well's.
function overlay_wells() {
  const subject = chosen_subject();
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
