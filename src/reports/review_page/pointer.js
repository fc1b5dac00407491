// The chart under the pointer: the nearest curve is shown, named, read out, and chosen by a click.
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
