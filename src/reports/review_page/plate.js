// The plate map: one mark a well. A duplexed well shows its set, and a failed reference beside it.
const cell_size = 40;
const plate_cells = new Map();  // "run B3" to { name, element, wells, main, x, y }
const plates = [];  // { input, cells, dense, rows, veil }: the veil lies over the wells that are not chosen

const well_label = (well) => {
  const subject = subject_of(well);
  return [well.name, well.sample, well.set, t("state_" + well.state), well.ct_text && `Ct ${well.ct_text}`,
          subject && call_text(subject), ...well.flags.map((flag) => report.flags[flag])].filter(Boolean).join(", ");
};

// Marks of one kind and size are one path, however many wells there are.
// `dense`: more wells than there is room to write in.
function plate_marks(cells, dense) {
  const together = new Map();
  const add = (name, x, y, size) => {
    const scale = size / 20;
    const key = `${name} ${scale}`;
    if (!together.has(key)) together.set(key, { name, scale, outlines: [] });
    together.get(key).outlines.push(mark_outline(name, x / scale, y / scale));
  };
  for (const { x, y, wells: here, main } of cells) {
    const shown = well_mark(main);
    add(shown, x + cell_size / 2, y + cell_size / 2 - (dense ? 0 : 5),
        dense ? 32 : shown === "negative" || shown === "reference" ? 18 : 22);
    const failed_reference = here.some((well) => well !== main && well.is_reference
      && !["reference", "passed", "negative"].includes(well_mark(well)));
    if (failed_reference) add("failed", x + cell_size - 8, y + 8, 11);
    if (here.some((well) => well.flags.length)) add("flag", x + 8, y + 8, 10);
  }
  return [...together.values()].map(({ name, scale, outlines }) =>
    svg("path", { class: mark_class(name), transform: `scale(${scale})`, d: outlines.join("") }));
}

function cell_outlines(cells, inset = 1.5) {
  const side = cell_size - 2 * inset;
  return cells.map(({ x, y }) => `M${x + inset} ${y + inset}h${side}v${side}h${-side}z`).join("");
}

function plate_drawing(input) {
  const dense = input.columns > 12;
  const cells = [];
  for (const well of wells) {
    if (well.run !== input.run) continue;
    const key = `${input.run} ${well.name}`;
    if (!plate_cells.has(key)) {
      const cell = { name: well.name, wells: [], main: well, x: well.column * cell_size, y: well.row * cell_size };
      plate_cells.set(key, cell);
      cells.push(cell);
    }
    const cell = plate_cells.get(key);
    cell.wells.push(well);
    if (cell.main.is_reference && !well.is_reference) cell.main = well;
  }
  const is_control = ({ main }) => main.role !== "unknown";
  const used = new Set(cells.map(({ main }) => main.row * input.columns + main.column));
  const unused = [];
  for (let i = 0; i < input.rows * input.columns; ++i) {
    if (!used.has(i)) unused.push({ x: (i % input.columns) * cell_size, y: Math.floor(i / input.columns) * cell_size });
  }
  const layer = (name, ...children) => svg("g", { class: name, "aria-hidden": "true" }, ...children);
  const plate = { input, cells, dense, veil: svg("path", { class: "veil", d: "" }), rows: svg("g") };
  plates.push(plate);
  return svg("svg", {
    class: "plate" + (dense ? " dense" : ""), role: "grid", "aria-label": `${t("plate")} ${input.file}`, "data-run": input.run,
    viewBox: `-24 -24 ${input.columns * cell_size + 28} ${input.rows * cell_size + 28}`,
  }, layer("grounds", svg("path", { class: "unused", d: cell_outlines(unused) }),
    svg("path", { class: "patients", d: cell_outlines(cells.filter((cell) => !is_control(cell)), 5) }),
    svg("path", { class: "controls", d: cell_outlines(cells.filter(is_control)) })),
  plate.rows, layer("over", ...plate_marks(cells, dense), plate.veil));
}
const row_letter = (row) => String.fromCharCode(65 + row);

// Once the marks are on screen: rows, columns and sets in letters, and what the wells are to the pointer, the
// keyboard and assistive technology.
function draw_cells() {
  for (const { input, cells, dense, rows, veil } of plates) {
    const built = svg("rect", { class: "cell", role: "gridcell", tabindex: "-1", "aria-selected": "false",
                                width: cell_size - 3, height: cell_size - 3 });
    const by_row = Array.from({ length: input.rows }, (_, row) => svg("g", { role: "row", "aria-label": row_letter(row) }));
    for (const cell of cells.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
      cell.element = built.cloneNode();
      cell.element.setAttribute("x", cell.x + 1.5);
      cell.element.setAttribute("y", cell.y + 1.5);
      cell.element.setAttribute("data-well", cell.name);
      cell.element.setAttribute("aria-label", cell.wells.map(well_label).join("; "));
      by_row[cell.main.row].append(cell.element);
      if (!dense) veil.before(svg("text", { x: cell.x + cell_size / 2, y: cell.y + cell_size - 4.5 }, cell.main.set));
    }
    for (let row = 0; row < input.rows; ++row) {
      veil.before(svg("text", { class: "edge", x: -12, y: row * cell_size + cell_size / 2 + 4 }, row_letter(row)));
    }
    for (let column = 0; column < input.columns; ++column) {
      veil.before(svg("text", { class: "edge", x: column * cell_size + cell_size / 2, y: -8 }, column + 1));
    }
    rows.append(...by_row.filter((row) => row.hasChildNodes()));
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

function draw_plates() {
  for (const input of runs) {
    by_id("plate").append(...(runs.length > 1 ? [html("h3", {}, input.file)] : []), plate_drawing(input));
  }
}

function follow_plate() {
  const chosen = chosen_wells();
  const focus = choice.well === null ? null : wells[choice.well];
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
    veil.setAttribute("d", cell_outlines(veiled));
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
    const next = plate_cells.get(`${run} ${row_letter(row)}${column + 1}`);
    if (next) {
      next.element.focus();
      choose_well(next.main.index);
      return;
    }
  }
}
