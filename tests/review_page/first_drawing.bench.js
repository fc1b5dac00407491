// The review page's first drawing against that of an empty page with as many SVG nodes, turn by turn in one
// run, as a Markdown table. A measurement, not a test:
//
//   tests/review_page/run.sh build/test/tests/reports/crossbreak_sample_pages build/test/bin/crossbreak first_drawing.bench.js
//
// Two times from navigation, each the median: until the browser presents first content (its own measure), and
// until the frame with the whole drawing, list, plate and curves, has been laid out and painted.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { address_of, launch } from "./browser.js";

const rounds = 15;

const browser = await launch();

// As many SVG elements, each a short path in its own place on the screen, made by a script; nothing to decode,
// compute or style, and no HTML beside them.
const empty_page = (nodes) => `<!doctype html><meta charset="utf-8"><title>empty</title><body><script>
const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
drawing.setAttribute("id", "drawing");
drawing.setAttribute("width", 1400);
drawing.setAttribute("height", 860);
for (let i = 1; i < ${nodes}; ++i) {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M" + (i % 70) * 20 + " " + Math.floor(i / 70) % 43 * 20 + "h9v9");
  path.setAttribute("stroke", "black");
  drawing.append(path);
}
document.body.append(drawing);
</script>`;

// {content, drawing, nodes}: milliseconds, and the SVG elements that stand on the page with that drawing.
async function first_drawing(address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    // A message posted in a frame's callback arrives when that frame has been laid out and painted.
    const after_this_frame = (act) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = act;
      channel.port2.postMessage(null);
    };
    window.drawn = new Promise((resolve) => {
      const look = () => {
        if (!document.querySelector("#curves .curve[d], #drawing")) return requestAnimationFrame(look);
        const nodes = [...document.querySelectorAll("svg, svg *")].filter((node) => node.checkVisibility()).length;
        after_this_frame(() => resolve({ drawing: performance.now(), nodes }));
      };
      requestAnimationFrame(look);
    });
    window.content = new Promise((resolve) => new PerformanceObserver((entries) => {
      const content = entries.getEntriesByName("first-contentful-paint")[0];
      if (content) resolve(content.startTime);
    }).observe({ type: "paint", buffered: true }));
  });
  await page.goto(address);
  const measured = await page.evaluate(async () => ({ ...await window.drawn, content: await window.content }));
  await context.close();
  return measured;
}

const median = (values) => values.slice().sort((a, b) => a - b)[Math.floor(values.length / 2)];

console.log("| page | SVG nodes | first content, ms | empty page, ms | ratio | whole drawing, ms | empty page, ms | ratio |\n" +
            "|---|---:|---:|---:|---:|---:|---:|---:|");
for (const name of ["plate96", "plate384"]) {
  const ours_address = address_of(`${name}.en.html`);
  const { nodes } = await first_drawing(ours_address);
  const file = join(mkdtempSync(join(tmpdir(), "crossbreak-")), "empty.html");
  writeFileSync(file, empty_page(nodes));
  const [ours, empty] = [[], []];
  for (let round = 0; round < rounds; ++round) {
    empty.push(await first_drawing(pathToFileURL(file).href));
    ours.push(await first_drawing(ours_address));
  }
  const cells = ["content", "drawing"].flatMap((time) => {
    const [a, b] = [ours, empty].map((times) => median(times.map((measured) => measured[time])));
    return [a.toFixed(0), b.toFixed(0), (a / b).toFixed(2)];
  });
  console.log(`| ${[name, nodes, ...cells].join(" | ")} |`);
}
await browser.close();
