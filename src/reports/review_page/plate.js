// The plate map. Its marks stand in the page; here are the wells to pointer, keyboard and assistive technology.
const { cell: cell_size, inset } = layout.plate;
const cell_side = cell_size - 2 * inset;
const plate_cells = new Map();  // "run B3" to { name, row, column, element, wells, main }
const plates = [];  // { cells, veil }: the veil lies over the wells that are not chosen

const well_label = (well) => {
  const subject = subject_of(well);
  return [well.name, well.sample, well.set, t("state_" + well.state), well.ct_text && `Ct ${well.ct_text}`,
          subject && subject.call, ...well.flags.map((flag) => report.flags[flag])].filter(Boolean).join(", ");
};

// A duplexed well is one cell, which shows its set.
function cells_of(run) {
  const cells = [];
  for (const well of wells) {
    if (well.run !== run) continue;
    const key = `${run} ${well.name}`;
    if (!plate_cells.has(key)) {
      const cell = { name: well.name, row: well.name.charCodeAt(0) - 65, column: Number(well.name.slice(1)) - 1, wells: [], main: well };
      plate_cells.set(key, cell);
      cells.push(cell);
    }
    const cell = plate_cells.get(key);
    cell.wells.push(well);
    if (cell.main.set === report.reference && well.set !== report.reference) cell.main = well;
  }
  return cells.sort((a, b) => a.row - b.row || a.column - b.column);
}

const row_letter = (row) => String.fromCharCode(65 + row);

function draw_cells() {
  for (const drawing of document.querySelectorAll(".plate")) {
    const cells = cells_of(Number(drawing.dataset.run));
    const built = svg("rect", { class: "cell", role: "gridcell", tabindex: "-1", "aria-selected": "false",
                                width: cell_side, height: cell_side });
    const rows = [];
    for (const cell of cells) {
      cell.element = built.cloneNode();
      cell.element.setAttribute("x", cell.column * cell_size + inset);
      cell.element.setAttribute("y", cell.row * cell_size + inset);
      cell.element.setAttribute("data-well", cell.name);
      cell.element.setAttribute("aria-label", cell.wells.map(well_label).join("; "));
      rows[cell.row] ??= svg("g", { role: "row", "aria-label": row_letter(cell.row) });
      rows[cell.row].append(cell.element);
    }
    drawing.querySelector(".cells").append(...rows.filter(Boolean));
    plates.push({ cells, veil: drawing.querySelector(".veil") });
  }
  by_id("plate").querySelector(".cell")?.setAttribute("tabindex", "0");
  by_id("plate").addEventListener("pointerover", name_cell);
  by_id("plate").addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    if (cell) choose_cell(cell);
  });
}

function name_cell(event) {
  const cell = event.target.closest(".cell");
  if (cell && !cell.hasChildNodes()) cell.append(svg("title", {}, cell.getAttribute("aria-label").replaceAll("; ", "\n")));
}

function choose_cell(cell) {
  const { wells: here, main } = plate_cells.get(`${cell.closest(".plate").dataset.run} ${cell.dataset.well}`);
  choose_well((here.find(matches) ?? main).index);
}

// Enter again goes on to the other reaction of the well.
function choose_in_cell(cell) {
  const { wells: here } = plate_cells.get(`${cell.closest(".plate").dataset.run} ${cell.dataset.well}`);
  const at = here.findIndex(({ index }) => index === choice.well);
  if (at < 0) choose_cell(cell);
  else choose_well(here[(at + 1) % here.length].index);
}

const veil_over = ({ row, column }) =>
  `M${column * cell_size + inset} ${row * cell_size + inset}h${cell_side}v${cell_side}h${-cell_side}z`;

function follow_plate() {
  const chosen = chosen_wells();
  const focus = chosen_well();
  for (const { cells, veil } of plates) {
    const veiled = [];
    for (const cell of cells) {
      const { element, wells: here } = cell;
      const is_chosen = chosen !== null && here.some((well) => chosen.has(well.index));
      const is_focus = focus !== null && here.includes(focus);
      if (chosen !== null && !is_chosen) veiled.push(cell);
      element.classList.toggle("chosen", is_chosen);
      element.classList.toggle("focus", is_focus);
      element.setAttribute("aria-selected", String(is_focus));
      if (is_focus) move_tab_stop(element);
    }
    veil.setAttribute("d", veiled.map(veil_over).join(""));
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
  let { row, column } = plate_cells.get(`${run} ${cell.dataset.well}`);
  const input = report.inputs.find((candidate) => String(candidate.run) === run);
  for (;;) {
    row += row_step;
    column += column_step;
    if (row < 0 || column < 0 || row >= input.rows || column >= input.columns) return;
    const next = plate_cells.get(`${run} ${row_letter(row)}${column + 1}`);
    if (next) {
      next.element.focus();
      choose_well(next.main.index);
      return;
    }
  }
}
