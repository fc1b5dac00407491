// axe-core on the page in light and dark, empty-handed and with everything open.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, launch_firefox, with_page } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
let firefox;
before(async () => { [browser, firefox] = await Promise.all([launch(), launch_firefox()]); });
after(() => Promise.all([browser.close(), firefox.close()]));

// By all rules, or by those named.
async function serious_faults(page, rules) {
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe);
  // What passed is counted by rule; its elements, thousands, stay in the browser.
  const { passed, faults } = await page.evaluate(async (named) => {
    const { violations, passes } = await window.axe.run({ resultTypes: ["violations"],
      ...(named ? { runOnly: named } : { rules: { "target-size": { enabled: true } } }) });
    return { passed: passes.length, faults: violations.filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`) };
  }, rules);
  assert.ok(passed >= (rules?.length ?? 6), "axe looked at the page");
  return faults;
}

for (const colorScheme of ["light", "dark"]) {
  for (const file of ["plate96.en.html", "plate96.zh.html", "example.en.html"]) {
    test(`axe-core finds no serious fault in ${file}, ${colorScheme}`, () =>
      with_page(browser, file, { colorScheme }, async (page) => {
        // Of the two schemes only colours differ.
        const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
        assert.deepEqual(await serious_faults(page, rules), []);
        await page.keyboard.press("f");
        await page.keyboard.press("l");
        assert.deepEqual(await serious_faults(page, rules), []);
        await page.keyboard.press("?");
        assert.deepEqual(await serious_faults(page, rules), []);
      }));
  }
}

test("axe-core finds no serious fault in Firefox either, with everything open", () =>
  with_page(firefox, "plate96.en.html", { viewport: { width: 1024, height: 768 } }, async (page) => {
    assert.deepEqual(await serious_faults(page), []);
    await page.keyboard.press("f");
    assert.deepEqual(await serious_faults(page), []);
    await page.keyboard.press("?");
    assert.deepEqual(await serious_faults(page), []);
  }));

test("no state is told by colour alone: each has a mark of its own shape and a word", () =>
  with_page(browser, "example.en.html", {}, async (page) => {
    const shapes = await page.locator("#plate-key > span").evaluateAll((keys) =>
      keys.map((key) => [...key.querySelectorAll("path")].map((path) => path.getAttribute("class") + path.getAttribute("d")).join()));
    const words = await page.locator("#plate-key > span").allInnerTexts();
    assert.ok(shapes.length >= 6);
    assert.equal(new Set(shapes).size, shapes.length);
    assert.ok(words.every((word) => word.trim() !== ""));
    const dashes = await page.locator("#chart-key path").evaluateAll((lines) => lines.map((line) => line.getAttribute("stroke-dasharray")));
    assert.equal(new Set(dashes).size, dashes.length);
  }));
