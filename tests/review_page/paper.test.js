// The page on paper.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, launch_firefox, record_of, with_page } from "./browser.js";
import { accept_run_and_controls, choose, new_folder, save_asked, sign_in } from "./reviewing.js";

let browser;
let firefox;
before(async () => { [browser, firefox] = await Promise.all([launch(), launch_firefox()]); });
after(() => Promise.all([browser.close(), firefox.close()]));

// The pages of the print, each as text. Playwright gives Firefox inches where centimetres are meant: A4 all the same.
async function printed(page) {
  const file = join(new_folder(), "page.pdf");
  const paper = page.context().browser() === firefox ? { width: "21in", height: "29.7in" } : { format: "A4" };
  await page.pdf({ path: file, ...paper, printBackground: true, preferCSSPageSize: true });
  const pages = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
  return pages.map((text) => text.replace(/\s+/g, " "));
}

test("the printed page of a run whose control failed says so, and why", () =>
  with_page(browser, "failed_control.en.html", {}, async (page) => {
    const text = (await printed(page)).join(" ");
    const failed = record_of("failed_control").controls.filter(({ outcome }) => outcome === "failed");
    assert.deepEqual(failed.map(({ sample, set }) => `${sample} ${set}`), ["PC D2-8"]);
    for (const said of ["Run invalid", `D2-8: ${failed[0].reasons[0].words.en}`]) {
      assert.ok(text.includes(said), `${said} in: ${text}`);
    }
  }));

test("the printed page signs off: calls, reasons, curves, decisions, limits, provenance", () =>
  with_page(browser, "plate96.en.html", { colorScheme: "dark" }, async (page) => {
    await sign_in(page, "Dr. Li");
    await accept_run_and_controls(page);
    await choose(page, "2026-00417");
    await page.keyboard.press("c");
    await save_asked(page, { words: "typical curve" });
    await page.keyboard.press("a");
    const text = (await printed(page)).join(" ");
    const { panel, limits } = record_of("plate96");
    for (const said of ["2026-00417 · D4-7", "Deletion of IKZF1 exons 4-7 detected",
                        "✓ accepted · Dr. Li", "remark · typical curve", "2026-00421 · D4-7 + D2-8", "王秀英 0425 · Inconclusive",
                        "☐ Accept", "Limits of the test", limits.en.slice(0, 40),
                        `${panel.id} ${panel.version}`, "Reviewed: name, signature, date:", "Approved: name, signature, date:"]) {
      assert.ok(text.includes(said), `${said} in: ${text}`);
    }
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("main").isVisible(), false);
    assert.equal(await page.locator("#decision").isVisible(), false);
    assert.equal(await page.locator("#paper").isVisible(), true);
    assert.equal(await page.locator("#paper .small-curves").count(), 12);
    assert.equal(await page.locator("#paper .small-curves .curve").count(), record_of("plate96").wells.length);
  }));

// Chromium numbers its pages; Firefox has no margins to do so in.
for (const [name, browser_of] of [["Chromium", () => browser], ["Firefox", () => firefox]]) {
  test(`${name}: every printed page has run, record, state, and when it was printed, in local time`, () =>
    with_page(browser_of(), "plate96.en.html", {}, async (page) => {
      const sheets = await printed(page);
      const { sha256, zone } = await page.evaluate(() => ({ sha256: JSON.parse(document.getElementById("report").textContent).record_sha256,
                                                            zone: -new Date().getTimezoneOffset() }));
      const offset = `${zone < 0 ? "-" : "+"}${String(Math.floor(Math.abs(zone) / 60)).padStart(2, "0")}:${String(Math.abs(zone) % 60).padStart(2, "0")}`;
      assert.ok(sheets.length > 2);
      for (const [i, printed_text] of sheets.entries()) {
        const text = printed_text.normalize("NFKC");  // some fonts print ff as one letter
        for (const said of ["2026-03-05 IKZF1 plate 12.eds", `SHA-256 ${sha256}`, "preliminary"]) {
          assert.ok(text.includes(said), `${said} on sheet ${i + 1}: ${text}`);
        }
        const [, printed_at] = text.match(/printed \d{4}-\d\d-\d\d \d\d:\d\d \(([^)]*)\)/) ?? [];
        assert.equal(printed_at, offset, text);
        if (name === "Chromium") assert.match(text, new RegExp(`${i + 1} ?/ ?${sheets.length}`));
      }
    }));

  for (const plate of ["plate96", "failed_control", "plate384", "two_plates"]) {
    test(`${name}: the sheet to sign of ${plate} is one page: run, controls, calls, next steps and two lines to sign on`, () =>
      with_page(browser_of(), `${plate}.en.html`, {}, async (page) => {
        const [sheet, behind] = await printed(page);
        const { panel, patients, controls } = record_of(plate);
        const squeezed = (text) => text.replace(/[^!-~]/g, "");  // Firefox prints Chinese of which pdftotext reads nothing
        const steps = [...controls, ...patients].map(({ next }) => next?.en).filter(Boolean);
        for (const said of [`${panel.id} ${panel.version}`, ...patients.map(({ sample }) => sample), ...controls.map(({ sample }) => sample),
                            "Reviewed: name, signature, date:", "Approved: name, signature, date:"]) {
          assert.ok(squeezed(sheet).includes(squeezed(said)), `${said} in: ${sheet}`);
        }
        // A step that many are asked for stands once.
        for (const step of steps.slice(0, 1)) assert.equal(squeezed(sheet).split(squeezed(step)).length, 2, `${step} in: ${sheet}`);
        assert.ok(!behind.includes("Approved: name, signature, date:"), behind);
      }));
  }
}

test("a time is printed in the zone of the reader's clock", () =>
  with_page(browser, "plate96.en.html", { timezoneId: "Asia/Shanghai" }, async (page) => {
    for (const text of await printed(page)) assert.match(text, /printed \d{4}-\d\d-\d\d \d\d:\d\d \(\+08:00\)/);
  }));

test("a decision's time is the reader's, with its zone", () =>
  with_page(browser, "plate96.en.html", { timezoneId: "America/St_Johns" }, async (page) => {
    await sign_in(page, "Dr. Li");
    await page.locator("tr.run button").click();
    await page.keyboard.press("a");
    const { at, local } = await page.evaluate(() => {
      const event = JSON.parse(localStorage[Object.keys(localStorage).find((key) => /^crossbreak review \w{64} \w{32}$/.test(key))]);
      const date = new Date(event.at);
      return { at: event, local: `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}` };
    });
    assert.match(at.zone, /^-0[23]:30$/);
    assert.match(at.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.ok((await printed(page)).join(" ").includes(`${local} (${at.zone})`));
  }));

test("a name of 120 characters without a blank pushes nothing off the paper", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 688, height: 1000 });  // A4 within its margins
    const out = await page.evaluate(() => {
      for (const name of document.querySelectorAll("#paper bdi, #sheet bdi, h1")) name.textContent = "x".repeat(120);
      return [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.tagName + element.className).slice(0, 5);
    });
    assert.deepEqual(out, []);
  }));

// Every subject of the page's report has a name of 120 characters.
const with_long_names = () => document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("report");
  const report = JSON.parse(place.textContent);
  for (const subject of report.subjects) subject.name = "x".repeat(110) + subject.name.slice(-10);
  place.textContent = JSON.stringify(report);
});

test("names of 120 characters without a blank leave the sheet to sign on one page", () =>
  with_page(browser, "plate96.en.html", { before: with_long_names }, async (page) => {
    const [sheet, behind] = await printed(page);
    assert.ok(sheet.replaceAll(" ", "").includes("x".repeat(110)), sheet);
    assert.ok(sheet.includes("Approved: name, signature, date:"), sheet);
    assert.ok(!behind.includes("Approved: name, signature, date:"), behind);
  }));
