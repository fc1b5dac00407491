// Decisions and curves in sight together: on small screens, on a page made larger, in a narrow window.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, launch_firefox, with_page } from "./browser.js";
import { accept_run_and_controls, choose, open_file, sign_in } from "./reviewing.js";

let browser;
let firefox;
before(async () => { [browser, firefox] = await Promise.all([launch(), launch_firefox()]); });
after(() => Promise.all([browser.close(), firefox.close()]));
const browsers = { Chromium: () => browser, Firefox: () => firefox };

// Of an element, which share of it is in sight and not below another one.
const share_in_sight = (page, selector) => page.locator(selector).evaluate((element) => {
  const box = element.getBoundingClientRect();
  const places = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((x) => [0.1, 0.3, 0.5, 0.7, 0.9].map((y) => [box.left + x * box.width, box.top + y * box.height]));
  const seen = places.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight && element.contains(document.elementFromPoint(x, y)));
  return seen.length / places.length;
});

// What the page's message lies over, or where it is out of sight.
const covered_by_message = () => {
  const box = document.getElementById("told").getBoundingClientRect();
  const is_over = (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
  const covered = ["#curves .chart", "#verbs", "#who", "#said"].filter((selector) => is_over(document.querySelector(selector).getBoundingClientRect()));
  return [...covered, ...(box.height > 10 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth ? [] : ["out of sight"])];
};

// Numbers that the column of decisions, which stays in sight, lies over in part: over none, or over the whole of it.
const covered_by_decision = () => {
  const row = document.querySelector("tr.subject.chosen");
  const { left } = row.querySelector("td.decision").getBoundingClientRect();
  return [...row.querySelectorAll("td.set")].map((cell) => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return [cell.textContent, text.getBoundingClientRect()];
  }).filter(([, box]) => box.left < left && box.right > left + 1 && innerWidth > 760).map(([text]) => text);
};

// 720 x 450 is 1440 x 900 at 200 %.
const sizes = [[1440, 900], [1024, 768], [720, 450], [400, 800]];
for (const [name, browser_of] of Object.entries(browsers)) for (const [width, height] of sizes) {
  test(`${name}: at ${width} x ${height} buttons, name and the chosen patient's curves are in sight together`, () =>
    with_page(browser_of(), "plate96.en.html", { viewport: { width, height } }, async (page) => {
      await sign_in(page, "Dr. Li");
      await accept_run_and_controls(page);
      await choose(page, "2026-00421");
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      for (const selector of ['#verbs [data-action="accept"]', '#verbs [data-action="reject"]', "#reviewer", "#decision-title"]) {
        assert.ok(await share_in_sight(page, selector) > 0.9, selector);
      }
      assert.ok(await share_in_sight(page, "#curves .chart") > 0.9, "curves");
      assert.ok(await share_in_sight(page, "tr.subject.chosen th") > 0.5, "the chosen row");
      assert.ok(await share_in_sight(page, "tr.subject.chosen td.decision") > 0.9, "what stands of it");
      assert.deepEqual(await page.evaluate(covered_by_decision), []);
      for (const [key, first] of [["o", "[name=result]"], ["r", "[name=set]"]]) {
        await page.keyboard.press(key);
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        for (const selector of [`#asked ${first}:focus`, "#reviewer", "#decision-title"]) {
          assert.ok(await share_in_sight(page, selector) > 0.9, `${selector} while ${key} asks`);
        }
        assert.ok(await share_in_sight(page, "#curves .chart") > 0.9, `curves while ${key} asks`);
        await page.keyboard.press("Escape");
      }
      await open_file(page, "a review file with quite a long name of its own.review.json", "{");
      await page.waitForFunction(() => document.getElementById("told").textContent !== "");
      assert.deepEqual(await page.evaluate(covered_by_message), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(wide, false);
    }));
}

test("every button, box and list to choose from is at least 24 by 24 pixels", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await choose(page, "NTC");
    await page.keyboard.press("A");
    await choose(page, "NTC");
    const small = await page.locator("button:visible, select:visible, input:visible").evaluateAll((found) => found
      .filter((element) => !element.closest("label.check"))  // whose label is as large, and does the same
      .map((element) => [element.textContent || element.id, element.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24).map(([name, box]) => `${name}: ${box.width} x ${box.height}`));
    assert.deepEqual(small, []);
  }));
