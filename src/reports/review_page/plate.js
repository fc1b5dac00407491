// The plate map: one mark a well. A duplexed well shows its set, and a failed reference beside it.
const cell_size = 40;
const plate_cells = new Map();  // "run B3" to { element, wells }

const well_label = (well) => {
  const subject = subject_of(well);
  return [well.name, well.sample, well.set, t("state_" + well.state), well.ct_text && `Ct ${well.ct_text}`,
          subject && call_text(subject), ...well.flags.map((flag) => report.flags[flag])].filter(Boolean).join(", ");
};

// `dense`: more wells than there is room to write in.
function plate_cell(run, name, here, dense) {
  const main = here.find((well) => !well.is_reference) ?? here[0];
  const [row, column] = [main.row, main.column];
  const shown = well_mark(main);
  const failed_reference = here.find((well) => well !== main && well.is_reference && well_mark(well) !== "reference"
    && !["passed", "negative"].includes(well_mark(well)));
  const is_control = main.role !== "unknown";
  const cell = svg("g", {
    role: "gridcell", tabindex: "-1", class: "cell" + (is_control ? " control" : ""), "aria-selected": "false",
    transform: `translate(${column * cell_size} ${row * cell_size})`, "data-well": name,
  },
    svg("rect", { x: 1.5, y: 1.5, width: cell_size - 3, height: cell_size - 3, rx: is_control ? 1 : 7 }),
    dense ? mark_at(shown, cell_size / 2, cell_size / 2, 32)
          : mark_at(shown, cell_size / 2, cell_size / 2 - 4, shown === "negative" || shown === "reference" ? 18 : 22),
    failed_reference ? mark_at("failed", cell_size - 8, 8, 11) : null,
    here.some((well) => well.flags.length) ? mark_at("flag", 8, 8, 10) : null);
  plate_cells.set(`${run} ${name}`, { element: cell, wells: here, written: dense ? null : main.set });
  return cell;
}

function plate_drawing(input) {
  const here = new Map();
  for (const well of wells.filter((well) => well.run === input.run)) {
    here.set(well.name, [...(here.get(well.name) ?? []), well]);
  }
  const dense = input.columns > 12;
  const rows = Array.from({ length: input.rows }, (_, row) => {
    const letter = String.fromCharCode(65 + row);
    const cells = Array.from({ length: input.columns }, (_, column) => letter + (column + 1))
      .filter((name) => here.has(name)).map((name) => plate_cell(input.run, name, here.get(name), dense));
    return svg("g", { role: "row" },
      svg("text", { class: "edge", role: "rowheader", x: -12, y: row * cell_size + cell_size / 2 + 4 }, letter),
      ...cells);
  });
  const numbers = Array.from({ length: input.columns }, (_, column) =>
    svg("text", { class: "edge", role: "columnheader", x: column * cell_size + cell_size / 2, y: -8 }, column + 1));
  return svg("svg", {
    class: "plate" + (dense ? " dense" : ""), role: "grid", "aria-label": `${t("plate")} ${input.file}`, "data-run": input.run,
    viewBox: `-24 -24 ${input.columns * cell_size + 28} ${input.rows * cell_size + 28}`,
  }, svg("g", { role: "row" }, ...numbers), ...rows);
}

// The text of the wells, once their marks are on screen: each well's set, what assistive technology reads,
// and the pointer's tooltip.
function name_cells() {
  for (const { element, wells: here, written } of plate_cells.values()) {
    element.setAttribute("aria-label", here.map(well_label).join("; "));
    if (written) element.append(svg("text", { x: cell_size / 2, y: cell_size - 5 }, written));
  }
  by_id("plate").addEventListener("pointerover", name_cell);
}
function name_cell(event) {
  const cell = event.target.closest(".cell");
  if (cell && !cell.querySelector("title")) cell.append(svg("title", {}, cell.getAttribute("aria-label").replaceAll("; ", "\n")));
}

function choose_cell(cell) {
  const { wells: here } = plate_cells.get(`${cell.closest(".plate").dataset.run} ${cell.dataset.well}`);
  choose_well((here.find(matches) ?? here.find((well) => !well.is_reference) ?? here[0]).index);
}

function draw_plates() {
  const runs = report.inputs.filter((input, i) => report.inputs.findIndex(({ run }) => run === input.run) === i);
  for (const input of runs) {
    by_id("plate").append(...(runs.length > 1 ? [html("h3", {}, input.file)] : []), plate_drawing(input));
  }
  by_id("plate").addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    if (cell) choose_cell(cell);
  });
  by_id("plate").querySelector(".cell")?.setAttribute("tabindex", "0");
}

function follow_plate() {
  const chosen = chosen_wells();
  const focus = choice.well === null ? null : wells[choice.well];
  for (const { element, wells: here } of plate_cells.values()) {
    const is_focus = focus !== null && here.includes(focus);
    element.classList.toggle("chosen", chosen !== null && here.some((well) => chosen.has(well.index)));
    element.classList.toggle("dim", chosen !== null && !here.some((well) => chosen.has(well.index)));
    element.classList.toggle("focus", is_focus);
    element.setAttribute("aria-selected", String(is_focus));
    if (is_focus) move_tab_stop(element);
  }
}

function move_tab_stop(cell) {
  for (const { element } of plate_cells.values()) {
    if (element !== cell && element.getAttribute("tabindex") === "0") element.setAttribute("tabindex", "-1");
  }
  cell.setAttribute("tabindex", "0");
}

// Arrow keys go to the nearest well that is in use in that direction, on the same plate.
function step_in_plate(cell, row_step, column_step) {
  const run = cell.closest(".plate").dataset.run;
  let row = cell.dataset.well.charCodeAt(0) - 65;
  let column = Number(cell.dataset.well.slice(1)) - 1;
  const input = report.inputs.find((candidate) => String(candidate.run) === run);
  for (;;) {
    row += row_step;
    column += column_step;
    if (row < 0 || column < 0 || row >= input.rows || column >= input.columns) return;
    const next = plate_cells.get(`${run} ${String.fromCharCode(65 + row)}${column + 1}`);
    if (next) {
      next.element.focus();
      choose_well((next.wells.find((well) => !well.is_reference) ?? next.wells[0]).index);
      return;
    }
  }
}
