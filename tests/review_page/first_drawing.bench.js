// The review page's first drawing against that of an empty page with as many SVG nodes, turn by turn in one
// run, as a Markdown table. A measurement, not a test:
//
//   tests/review_page/run.sh build/test/tests/reports/crossbreak_sample_pages first_drawing.bench.js
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { address_of, launch } from "./browser.js";

const rounds = 9;

const browser = await launch();

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

// Milliseconds from navigation until the first frame after the page's script has been laid out and painted,
// and the SVG nodes that stand on the page by then.
async function first_drawing(address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.drawn = new Promise((resolve) => window.addEventListener("DOMContentLoaded", () =>
      requestAnimationFrame(() => setTimeout(() => resolve(
        { time: performance.now(), nodes: document.querySelectorAll("svg, svg *").length })))));
  });
  await page.goto(address);
  const drawn = await page.evaluate(() => window.drawn);
  await context.close();
  return drawn;
}

const median = (values) => values.slice().sort((a, b) => a - b)[Math.floor(values.length / 2)];

console.log("| page | SVG nodes | first drawing, ms | empty page, ms | ratio |\n|---|---:|---:|---:|---:|");
for (const name of ["plate96", "plate384"]) {
  const ours_address = address_of(`${name}.en.html`);
  const { nodes } = await first_drawing(ours_address);
  const file = join(mkdtempSync(join(tmpdir(), "crossbreak-")), "empty.html");
  writeFileSync(file, empty_page(nodes));
  const times = { ours: [], empty: [] };
  for (let round = 0; round < rounds; ++round) {
    times.empty.push((await first_drawing(pathToFileURL(file).href)).time);
    times.ours.push((await first_drawing(ours_address)).time);
  }
  const [ours, empty] = [median(times.ours), median(times.empty)];
  console.log(`| ${name} | ${nodes} | ${ours.toFixed(0)} | ${empty.toFixed(0)} | ${(ours / empty).toFixed(2)} |`);
}
await browser.close();
