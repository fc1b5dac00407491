// Under the chart, of the chosen well: Rn minus fit over the cycles, with a band of two residual SD.
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
