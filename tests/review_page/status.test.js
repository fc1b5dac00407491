// Pages of records that are past their review, or without the record: what was decided, and what can be done now.
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { launch, ready, with_context } from "./browser.js";
import { choose, exported, history, new_folder, progress, record_alone, record_file, review, run, save_asked, sign_in, standing, title, told } from "./reviewing.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const succeeds = ({ code, err }) => assert.equal(code, 0, err);
// A record reviewed by the terminal, and signed by one and then by two: {record, folder} of each state, made once.
const states = [];
function reviewed(signatures) {
  if (!states.length) {
    const record = record_alone("plate96");
    const file = join(new_folder(), "plate96.review.json");
    const folder = join(dirname(record), "released");  // where sign finds the called record
    succeeds(review("decide", record, "--by", "A. Reviewer", "--accept", "all", "--override", "王秀英 0425/D2-7=negative", "--code", "repeat_agrees", "-o", file));
    succeeds(review("apply", record, file, "-o", folder, "--formats", "html"));
    for (const [name, meaning] of [["A. Reviewer", "reviewed"], ["B. Approver", "approved"]]) {
      succeeds(review("sign", join(folder, "plate96.calls.json"), "--by", name, "--meaning", meaning));
      const copy = new_folder();
      cpSync(dirname(record), copy, { recursive: true });
      states.push({ record: join(copy, "plate96.calls.json"), folder: join(copy, "released") });
    }
  }
  return states[signatures - 1];
}
const with_file = (path, check) => with_context(browser, {}, async (context) => {
  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  await ready(page);
  await check(page);
});

test("the page of a reviewed record shows what was decided, and takes nothing more", () =>
  with_file(join(reviewed(1).folder, "plate96.review.html"), async (page) => {
    assert.match(await page.locator("#matters").innerText(), /waits for signatures, and takes no more decisions/);
    assert.equal(await progress(page), "24 of 24 decided");
    await choose(page, "王秀英 0425");
    assert.equal(await standing(page), "overridden (D2-7 = negative) · A. Reviewer");
    assert.match((await history(page))[0], /^A\. Reviewer · .* · a repeat agrees$/);
    for (const selector of ["#verbs", "#export", "#open-review", "#reviewer"]) assert.equal(await page.locator(selector).isVisible(), false, selector);
    await page.keyboard.press("a");
    assert.match(await told(page), /takes no more decisions/);
  }));

test("what is decided on the page of a final record is what review amend takes; its signatures stand on the paper", () => {
  const { record, folder } = reviewed(2);
  return with_file(join(folder, "plate96.review.html"), async (page) => {
    assert.match(await page.locator("#matters").innerText(), /review amend/);
    await sign_in(page, "A. Reviewer");
    await choose(page, "2026-00417");
    await page.keyboard.press("x");
    await save_asked(page, { code: "sample_swap" });
    const { name, path } = await exported(page);
    assert.equal(name, "plate96.A. Reviewer.review.json");  // as the record is named, not its run file
    const amended = new_folder();
    const done = review("amend", join(folder, "plate96.calls.json"), path, "--reason", "samples swapped", "--called", record, "-o", amended, "--formats", "json");
    succeeds(done);
    const written = JSON.parse(readFileSync(join(amended, "plate96.calls.json"), "utf8"));
    assert.equal(written.patients.find(({ sample }) => sample === "2026-00417").outcome, "withheld");
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    const lines = (await page.locator("#sheet .signature").evaluateAll((found) => found.map(({ textContent }) => textContent)));
    assert.match(lines[0], /^Reviewed: name, signature, date: A\. Reviewer, \d{4}-\d\d-\d\d \d\d:\d\d \([+-]\d\d:\d\d\)$/);
    assert.match(lines[1], /^Approved: name, signature, date: B\. Approver, /);
  });
});

test("a page whose record is not written whole takes no decisions, and says why", () => {
  const folder = new_folder();
  succeeds(run("report", record_file("plate96"), "--formats", "html", "--no-curves", "-o", folder));
  return with_file(join(folder, "plate96.review.html"), async (page) => {
    assert.match(await page.locator("#matters").innerText(), /The record was not written whole beside this page: no decisions are taken here\./);
    await page.keyboard.press("N");
    assert.match(await title(page), /Run valid$/);
    await page.keyboard.press("a");
    assert.equal(await progress(page), "0 of 24 decided");
    assert.equal(await page.locator("#export").isVisible(), false);
  });
});
