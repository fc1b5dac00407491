// The review page's first drawing against that of an empty page with as many SVG nodes, turn by turn: what the machine
// does besides meets both.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { address_of, with_context } from "./browser.js";

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

// {content, drawing, nodes}: milliseconds from navigation until the browser presents first content (its own measure)
// and until the frame with the whole drawing, list, plate and curves, has been laid out and painted; and the SVG
// elements that stand on the page with that drawing.
async function first_drawing(browser, address) {
  let measured;
  await with_context(browser, {}, async (context) => {
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
    measured = await page.evaluate(async () => ({ ...await window.drawn, content: await window.content }));
  });
  return measured;
}

// {nodes, ours, empty}: what first_drawing() says of each opening of a sample page, and of the empty page.
export async function first_drawings(browser, name, rounds) {
  const ours_address = address_of(`${name}.en.html`);
  const { nodes } = await first_drawing(browser, ours_address);
  const file = join(mkdtempSync(join(tmpdir(), "crossbreak-")), "empty.html");
  writeFileSync(file, empty_page(nodes));
  const [ours, empty] = [[], []];
  for (let round = 0; round < rounds; ++round) {
    empty.push(await first_drawing(browser, pathToFileURL(file).href));
    ours.push(await first_drawing(browser, ours_address));
  }
  return { nodes, ours, empty };
}
