// Decisions: made under a name, kept under the record's SHA-256, exported, printed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { address_of, launch, pages, ready, record_of, with_opened, with_page } from "./browser.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const choose = (page, name) => page.locator("tr.subject", { hasText: name }).click();
const decided = (page, name) => page.locator("tr.subject", { hasText: name }).locator(".decision").innerText();

async function exported(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#export").click()]);
  return { name: download.suggestedFilename(), document: JSON.parse(readFileSync(await download.path(), "utf8")) };
}

// A download is a request of the page to itself.
const without_downloads = (complaints) => complaints.filter((complaint) => !complaint.startsWith("request: blob:"));

test("a decision needs a name, and can be taken back", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await choose(page, "2026-00417");
    await page.keyboard.press("A");
    assert.equal(await page.locator("#told").innerText(), "Enter the reviewer's name first.");
    assert.equal(await decided(page, "2026-00417"), "");
    assert.equal(await page.evaluate(() => document.activeElement.id), "reviewer");
    await page.keyboard.type("Dr. Li");
    await page.keyboard.press("Escape");
    await page.keyboard.press("A");
    assert.equal(await decided(page, "2026-00417"), "✓");
    assert.equal(await page.locator("#progress").innerText(), "1 of 9 decided");
    await page.keyboard.press("T");
    assert.equal(await decided(page, "2026-00417"), "↻");
    await page.keyboard.press("T");
    assert.equal(await decided(page, "2026-00417"), "");
    assert.equal(await page.locator("#progress").innerText(), "0 of 9 decided");
  }));

test("decisions come back with the page, under the record's SHA-256, and are exported with what they decide", () =>
  with_opened(browser, "plate96.en.html", {}, async (page, complaints) => {
    await choose(page, "2026-00421");
    await page.locator("#reviewer").fill("李医生");
    await page.locator('[data-verb="repeat"]').click();
    await page.locator("#remark").fill("second set weak: repeat D2-8 in triplicate");
    await page.goto(address_of("plate96.zh.html"));
    await ready(page);
    assert.equal(await decided(page, "2026-00421"), "↻");
    const { name, document } = await exported(page);
    assert.equal(name, "2026-03-05 IKZF1 plate 12.review.json");
    const record = readFileSync(join(pages, "plate96.calls.json"));
    assert.equal(document.schema, "crossbreak/review/1");
    assert.equal(document.record_sha256, createHash("sha256").update(record).digest("hex"));
    assert.equal(document.decisions.length, 9);
    const [open, repeat] = [document.decisions[0], document.decisions[2]];
    assert.deepEqual(open, { sample: "2026-00417", repeat: 0, call: "deletion", deletions: ["D4-7"], decision: null,
                             reviewer: null, remark: "", time: null });
    assert.match(repeat.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual({ ...repeat, time: "" }, { sample: "2026-00421", repeat: 0, call: "mixed", deletions: ["D4-7", "D2-8"],
      decision: "repeat", reviewer: "李医生", remark: "second set weak: repeat D2-8 in triplicate", time: "" });
    assert.deepEqual(without_downloads(complaints), [`request: ${address_of("plate96.zh.html")}`]);
  }));

test("without storage the page works and says that it keeps nothing", () => {
  const before = () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
  return with_opened(browser, "plate96.en.html", { before }, async (page, complaints) => {
    await choose(page, "2026-00417");
    await page.locator("#reviewer").fill("Dr. Li");
    await page.locator('[data-verb="accept"]').click();
    assert.equal(await decided(page, "2026-00417"), "✓");
    assert.equal(await page.locator("#not-kept").isVisible(), true);
    assert.equal((await exported(page)).document.decisions[0].decision, "accept");
    assert.deepEqual(without_downloads(complaints), []);
  });
});

async function printed(page) {
  const file = join(mkdtempSync(join(tmpdir(), "crossbreak-")), "page.pdf");
  await page.pdf({ path: file, format: "A4", printBackground: true });
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
}

test("the printed page of a run whose control failed says so, and why", () =>
  with_page(browser, "failed_control.en.html", {}, async (page) => {
    const text = await printed(page);
    const failed = record_of("failed_control").controls.filter(({ outcome }) => outcome === "failed");
    assert.deepEqual(failed.map(({ sample, set }) => `${sample} ${set}`), ["PC D2-8"]);
    for (const said of ["Run invalid", `D2-8: ${failed[0].reasons[0].words.en}`]) {
      assert.ok(text.includes(said), `${said} in: ${text}`);
    }
  }));

test("the printed page signs off: calls, reasons, curves, decisions, limits, provenance", () =>
  with_page(browser, "plate96.en.html", { colorScheme: "dark" }, async (page) => {
    await choose(page, "2026-00417");
    await page.locator("#reviewer").fill("Dr. Li");
    await page.locator('[data-verb="accept"]').click();
    await page.locator("#remark").fill("typical curve");
    const text = await printed(page);
    const { panel, limits } = record_of("plate96");
    for (const said of ["2026-00417 · D4-7", "Deletion of IKZF1 exons 4-7 detected",
                        "✓ Accept · Dr. Li", "typical curve", "2026-00421 · D4-7 + D2-8", "王秀英 0425 · Inconclusive",
                        "☐ Accept", "Limits of the test", limits.en.slice(0, 40),
                        `${panel.id} ${panel.version}`, "Reviewer: Dr. Li", "Signature, date:"]) {
      assert.ok(text.includes(said), `${said} in: ${text}`);
    }
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("main").isVisible(), false);
    assert.equal(await page.locator("#paper").isVisible(), true);
    assert.equal(await page.locator("#paper .small-curves").count(), 12);
    const { patients, controls } = record_of("plate96");
    const drawn = new Set([...patients.flatMap(({ sets, reference }) => [...sets, reference]), ...controls]
      .flatMap(({ well_indices }) => well_indices));
    assert.ok(drawn.size >= 184);  // all but the positive control's reference gene, of which nothing is asked
    assert.equal(await page.locator("#paper .small-curves .curve").count(), drawn.size);
  }));
