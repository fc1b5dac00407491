// The first drawing against that of an empty page with as many SVG nodes, turn by turn in one run.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { address_of, launch } from "./browser.js";

const rounds = 9;

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// As many SVG elements, each a line of the simplest, with nothing to decode, compute or style.
const empty_page = (nodes) => `<!doctype html><meta charset="utf-8"><title>empty</title><body><script>
const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
for (let i = 1; i < ${nodes}; ++i) {
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", "M0 0h9");
  line.setAttribute("stroke", "black");
  drawing.append(line);
}
document.body.append(drawing);
</script>`;

// Milliseconds from navigation until the first frame after the page's script has been laid out and painted.
async function first_drawing(address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.drawn = new Promise((resolve) => window.addEventListener("DOMContentLoaded", () =>
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))));
  });
  await page.goto(address);
  const time = await page.evaluate(() => window.drawn);
  const nodes = await page.locator("svg, svg *").count();
  await context.close();
  return { time, nodes };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

for (const name of ["plate96", "plate384"]) {
  test(`${name}: the first drawing takes at most three times that of an empty page with as many SVG nodes`, async () => {
    const ours_address = address_of(`${name}.en.html`);
    const { nodes } = await first_drawing(ours_address);
    assert.ok(nodes > 300);
    const file = join(mkdtempSync(join(tmpdir(), "crossbreak-")), "empty.html");
    writeFileSync(file, empty_page(nodes));
    const times = { ours: [], empty: [] };
    for (let round = 0; round < rounds; ++round) {
      times.empty.push((await first_drawing(pathToFileURL(file).href)).time);
      times.ours.push((await first_drawing(ours_address)).time);
    }
    const [ours, empty] = [median(times.ours), median(times.empty)];
    console.log(`${name}: ${nodes} SVG nodes, first drawing ${ours.toFixed(0)} ms, empty page ${empty.toFixed(0)} ms, ratio ${(ours / empty).toFixed(2)}`);
    assert.ok(ours <= 3 * empty, `${ours} ms against ${empty} ms`);
  });
}
