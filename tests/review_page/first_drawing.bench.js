// The review page's first drawing as a Markdown table of medians. A measurement, not a test:
//
//   tests/review_page/run.sh build/test/tests/reports/crossbreak_sample_pages build/test/bin/crossbreak first_drawing.bench.js
import { launch } from "./browser.js";
import { first_drawings } from "./first_drawing.js";

const rounds = 15;
const median = (values) => values.slice().sort((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await launch();
console.log("| page | SVG nodes | first content, ms | empty page, ms | ratio | whole drawing, ms | empty page, ms | ratio |\n" +
            "|---|---:|---:|---:|---:|---:|---:|---:|");
for (const name of ["plate96", "plate384"]) {
  const { nodes, ours, empty } = await first_drawings(browser, name, rounds);
  const cells = ["content", "drawing"].flatMap((time) => {
    const [a, b] = [ours, empty].map((times) => median(times.map((measured) => measured[time])));
    return [a.toFixed(0), b.toFixed(0), (a / b).toFixed(2)];
  });
  console.log(`| ${[name, nodes, ...cells].join(" | ")} |`);
}
await browser.close();
