// A closer look at the curves: zoom, readings, controls beside a patient; and the filters that choose what is looked at.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, pages, record_of, texts, visible_subjects, with_page } from "./browser.js";
import { accept_run_and_controls, choose, new_folder, run, sign_in } from "./reviewing.js";

// ntc_40.review.html and so on: a sample run of so many cycles.
function write_page_of(cycles) {
  const folder = new_folder();
  const design = readFileSync(join(process.env.CROSSBREAK_DATA, "sample_runs/contaminated_ntc/PLATE.toml"), "utf8");
  writeFileSync(join(folder, "plate.toml"), design.replace("[plate]\n", `[plate]\ncycles = ${cycles}\n`));
  const eds = join(folder, `ntc_${cycles}.eds`);
  const simulated = run("simulate", join(folder, "plate.toml"), "--layout", "eds", "--seed", "2", "-o", eds);
  assert.equal(simulated.code, 0, simulated.err);
  const called = run("call", eds, "--formats", "html", "-o", pages);
  assert.equal(called.code, 4, called.err);
}

let browser;
before(async () => {
  for (const cycles of [40, 45, 50]) write_page_of(cycles);
  browser = await launch();
});
after(() => browser.close());

const cycles_shown = async (page) => (await texts(page, "#curves .axes text.tick:not(.y)")).map(Number).filter(Boolean);

test("the chart zooms by buttons, keys and the wheel, and back, and curves stay on their axes", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const whole = await page.locator("#curves .axes").innerHTML();
    await page.locator('.cell[data-well="A1"]').click();
    await page.locator('[data-zoom="2"]').click();
    await page.keyboard.press("+");
    const shown = await cycles_shown(page);
    assert.ok(shown.length >= 3 && shown.at(-1) - shown[0] <= 11, shown.join());
    const { ct } = record_of("plate96").wells.find(({ well, set }) => well === "A1" && set === "D4-7");
    assert.ok(shown[0] <= ct && shown.at(-1) >= ct, "the chosen well's Ct stays in sight");
    const off = await page.locator("#curves .chart").evaluate((chart) => {
      const points = chart.querySelector('.curve.picked[data-curve="A1 D4-7"]').getAttribute("d").split(/[ML]/).filter(Boolean)
        .map((pair) => pair.split(" ").map((tenths) => Number(tenths) / 10));
      const level = Number(chart.querySelector("path.threshold").getAttribute("d").match(/M\S+ (\S+)L/)[1]);
      const i = points.findIndex(([, y]) => y < level);
      const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
      const mark = chart.querySelector(".mark.positive").getAttribute("transform").match(/translate\((\S+) /)[1];
      return Math.abs(x0 + ((level - y0) / (y1 - y0)) * (x1 - x0) - mark);
    });
    assert.ok(off < 5, `${off} from where the curve crosses the threshold`);  // a cycle is 40 wide here
    await page.keyboard.press("Shift+ArrowRight");
    assert.ok((await cycles_shown(page))[0] > shown[0]);
    await page.keyboard.press("0");
    await page.keyboard.press("Escape");
    const box = await page.locator("#curves .chart").boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await page.waitForFunction((before) => document.querySelector("#curves .axes").innerHTML !== before, whole);
    await page.keyboard.press("0");
    assert.deepEqual(await cycles_shown(page), [5, 10, 15, 20, 25, 30, 35, 40, 45]);
  }));

test("cycle and value are read under the pointer and along the curve by keys", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const record = record_of("plate96");
    const index = record.wells.findIndex(({ well, set }) => well === "A1" && set === "D4-7");
    const value = (cycle) => Number(record.curves[index].delta_rn[cycle - 1].toPrecision(3));
    await page.locator('.cell[data-well="A1"]').click();
    await page.keyboard.press(".");
    const said = await page.locator("#readout").innerText();
    const cycle = Math.round(record.wells[index].ct);
    assert.match(said, new RegExp(`^A1 · D4-7 · Cycle ${cycle} · ΔRn `));
    assert.ok(Math.abs(Number(said.split(" ").at(-1)) - value(cycle)) <= 0.01 * value(cycle), said);
    await page.keyboard.press(".");
    await page.keyboard.press(",");
    await page.keyboard.press(",");
    assert.match(await page.locator("#readout").innerText(), new RegExp(`Cycle ${cycle - 1} `));
    const place = await page.locator("#curves .chart").evaluate((chart) => {
      const curve = chart.querySelector(".all .curve.inconclusive");
      const point = curve.getPointAtLength(curve.getTotalLength() - 200).matrixTransform(curve.getScreenCTM());
      return [point.x, point.y];
    });
    await page.keyboard.press("Escape");
    await page.mouse.move(...place);
    assert.match(await page.locator("#readout").innerText(), /^E5 · D2-7 · Cycle \d+ · ΔRn [\d.]+$/);
  }));

test("a patient's curves are shown with PC and NTC of the same sets", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await choose(page, "2026-00417");
    assert.equal(await page.locator("#curves .curve.overlay").count(), 0);
    await page.keyboard.press("v");
    const controls = record_of("plate96").wells.filter(({ role }) => ["positive_control", "ntc"].includes(role));
    assert.equal(await page.locator("#curves .curve.overlay").count(), controls.length);
    await page.locator('.cell[data-well="A1"]').click();
    assert.equal(await page.locator("#curves .curve.overlay").count(), controls.filter(({ set }) => set === "D4-7").length);
    assert.ok((await texts(page, "#curves text.drop")).includes("PC D4-7"));
    await page.locator("[data-overlay]").click();
    assert.equal(await page.locator("#curves .curve.overlay").count(), 0);
  }));

test("filters: what asks for a look, and what is undecided", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const asking = record_of("plate96").patients.filter(({ review }) => review).map(({ sample }) => sample);
    await page.locator('[data-filter="look"]').click();
    assert.deepEqual([...(await visible_subjects(page))].sort(), [...asking].sort());
    await page.keyboard.press("Escape");
    await sign_in(page, "Dr. Li");
    await accept_run_and_controls(page);
    await page.keyboard.press("a");
    await page.locator('[data-filter="open"]').click();
    const open = await visible_subjects(page);
    assert.equal(open.length, 8);
    assert.ok(!open.includes("2026-00417") && !open.includes("PC"));
  }));

test("a state is asked of sets, not of the reference gene, which is positive everywhere", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const record = record_of("plate96");
    const positive = record.patients.filter(({ sets }) => sets.some(({ well_indices }) =>
      well_indices.some((index) => record.wells[index].state === "positive"))).map(({ sample }) => sample);
    assert.ok(positive.length < record.patients.length);
    await page.selectOption("#filter-state", "well:positive");
    const shown = (await visible_subjects(page)).filter((name) => !["PC", "NC", "NTC"].includes(name));
    assert.deepEqual([...shown].sort(), [...positive].sort());
  }));

test("reference wells of a control are the control's", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await choose(page, "PC");
    const own = record_of("plate96").wells.filter(({ sample }) => sample === "PC");
    assert.ok(own.some(({ set }) => set === "ALB"));
    assert.equal(await page.locator(".wells tbody tr").count(), own.length);
  }));

const labels = (page) => page.locator("#curves .chart text").evaluateAll((found) => found.map((label) => {
  const { left, right, top, bottom } = label.getBoundingClientRect();
  return { text: label.textContent, left, right, top, bottom };
}));

// Of 40 cycles the cut-off stands near the right end, where curves and controls are named.
for (const file of ["plate96.en.html", "ntc_40.review.html", "ntc_45.review.html", "ntc_50.review.html"]) test(`no two labels of the chart of ${file} lie over each other, whatever is chosen`, () =>
  with_page(browser, file, {}, async (page) => {
    let looked_at = 0;
    const seen = new Set();
    const rows = await page.locator("tr.subject th button").all();
    for (const row of rows) {
      await row.click();
      for (const key of ["v", "l", "l", "2", "1", "k", "l", "l", "v"]) {
        await page.keyboard.press(key);
        const shown = await labels(page);
        looked_at += shown.length;
        for (const { text } of shown) seen.add(text);
        const over = shown.flatMap((a, i) => shown.slice(0, i).filter((b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
          && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3).map((b) => `${a.text} / ${b.text}`));
        assert.deepEqual(over, []);
      }
    }
    assert.ok(looked_at > 90 * rows.length, `${looked_at} labels`);
    for (const said of [/^cut-off 3\d$/, /^PC D4-7$/, /^NTC D4-7$/, /^ALB [A-H]\d/]) assert.ok([...seen].some((text) => said.test(text)), String(said));
  }));

test("curves that end together are each named, a line apart, below the line of the cut-off's name", () =>
  with_page(browser, "ntc_40.review.html", {}, async (page) => {
    const ends = () => page.locator("#curves text.name").evaluateAll((found) => found.map((label) => {
      const { top } = label.getBoundingClientRect();
      return { set: label.textContent.split(" ")[0], y: Number(label.getAttribute("y")), top };
    }));
    await choose(page, "24-0202");
    const linear = await ends();
    assert.deepEqual(linear.map(({ set }) => set).sort(), ["ALB", "D2-7", "D2-8", "D4-7", "D4-8"]);
    assert.ok(linear.slice(1).every(({ y }, i) => y - linear[i].y >= 13), JSON.stringify(linear));
    assert.equal(linear.at(-1).y - linear.at(-3).y, 26, "those without an amplification end together");
    await page.keyboard.press("l");
    const { bottom } = (await labels(page)).find(({ text }) => text.startsWith("cut-off"));
    const log = await ends();
    assert.deepEqual(log.map(({ set }) => set), ["ALB", "D2-7"]);
    assert.ok(log.every(({ top }) => top > bottom - 3), JSON.stringify({ bottom, log }));
  }));
