// A closer look at the curves.
const longest_zoom = 16;  // times; further, a cycle would fill the plot

function look_at_part(next) {
  const of_cycles = Math.min(cycles - 1, Math.max((cycles - 1) / longest_zoom, next.to - next.from));
  const of_axis = Math.min(1, Math.max(1 / longest_zoom, next.head - next.foot));
  const from = Math.min(cycles - of_cycles, Math.max(1, next.from));
  const foot = Math.min(1 - of_axis, Math.max(0, next.foot));
  view = of_cycles === cycles - 1 && of_axis === 1 ? whole_view : { from, to: from + of_cycles, foot, head: foot + of_axis };
  lay_out_cycles();
  for (const button of document.querySelectorAll("[data-zoom='0'], [data-zoom='0.5']")) {
    button.setAttribute("aria-disabled", String(view === whole_view));  // and it keeps the focus
  }
  followers.forEach((follow) => follow(new Set(["view"])));
}

// Where to zoom to where no pointer says: the cursor, else Ct and threshold of the chosen well, else the middle.
function zoom_centre() {
  const well = chosen_well() ?? wells[chosen_subject()?.wells.find((index) => wells[index].ct !== null)];
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
