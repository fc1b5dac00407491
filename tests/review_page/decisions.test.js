// Decisions: made under a name, each an event, of what the terminal lets one say.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, ready, with_page } from "./browser.js";
import { accept_run_and_controls, choose, history, mark_of, progress, save_asked, sign_in, standing, title, told } from "./reviewing.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const local_time = /\d{4}-\d\d-\d\d \d\d:\d\d \([+-]\d\d:\d\d\)/;
const press = (page, ...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

test("a decision asks for a name, is made once Enter ends it, and the focus goes back", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const run = page.locator("tr.run button");
    await run.click();
    await page.keyboard.press("a");
    assert.equal(await told(page), "Enter the reviewer's name first, then Enter.");
    assert.equal(await page.evaluate(() => document.activeElement.id), "reviewer");
    assert.equal(await progress(page), "0 of 24 decided");
    await page.keyboard.type("Dr. Li");
    await page.keyboard.press("Enter");
    assert.equal(await progress(page), "1 of 24 decided");
    assert.ok(await run.evaluate((button) => button === document.activeElement));
  }));

test("Escape leaves the name, and what asked for it is not done", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await press(page, "N", "a");
    await page.keyboard.type("Dr. Li");
    await press(page, "Escape", "N");
    assert.equal(await progress(page), "0 of 24 decided");
  }));

test("what is no person's name is refused with what is wanted", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await press(page, "N");
    for (const name of ["A; B", "А. Reviewer"]) {  // the second begins with a Cyrillic letter
      await sign_in(page, name);
      assert.equal(await told(page), "Expected a person's name on one line, in one script and without ';'.");
    }
    await page.keyboard.press("a");
    assert.equal(await progress(page), "0 of 24 decided");
  }));

test("run and controls come before patients", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await choose(page, "2026-00417");
    await page.keyboard.press("a");
    assert.equal(await told(page), "Run and controls are decided before patients: 2026-03-05 IKZF1 plate 12.eds is open (N goes there).");
    assert.equal(await mark_of(page, "2026-00417"), "");
    await accept_run_and_controls(page);
    assert.equal(await progress(page), "15 of 24 decided");
    assert.equal(await title(page), "2026-00417 · D4-7");
    await page.keyboard.press("a");
    assert.equal(await mark_of(page, "2026-00417"), "✓");
    assert.equal(await title(page), "2026-00421 · D4-7 + D2-8");
  }));

test("all open sets of a control are accepted by one key", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await choose(page, "NTC");
    await press(page, "A");
    assert.equal(await progress(page), "5 of 24 decided");
    assert.equal(await mark_of(page, "NTC"), "✓");
  }));

test("each button says what it means on this subject, and reject is no neighbour of repeat", () =>
  with_page(browser, "failed_control.en.html", {}, async (page) => {
    const means = () => page.locator("#verbs button").evaluateAll((buttons) => Object.fromEntries(buttons.map((button) =>
      [button.dataset.action, button.querySelector(".means").textContent])));
    await page.locator("tr.run button").click();
    assert.deepEqual(await means(), { accept: "agree: Run invalid", repeat: "all its patients again", override: "", exclude: "Choose a well first.",
      reject: "", comment: "only say something", withdraw: "one's own last one" });
    await choose(page, "PC");
    assert.equal((await means()).accept, "agree: D4-7 passed");
    const order = await page.locator("#verbs button").evaluateAll((buttons) => buttons.map(({ dataset }) => dataset.action));
    assert.ok(Math.abs(order.indexOf("reject") - order.indexOf("repeat")) > 1, order.join());
    assert.deepEqual(await page.locator("#verbs kbd").allInnerTexts(), ["a", "r", "o", "w", "x", "c", "u"]);
    await sign_in(page, "Dr. Li");
    await accept_run_and_controls(page);
    const invalid = await page.locator("tr.subject td.set.failed").first().locator("xpath=..").locator("bdi").innerText();
    await choose(page, invalid);
    assert.match((await means()).accept, /^agree: .*D2-8 invalid/);
  }));

test("an invalid run is accepted as invalid or repeated, never rejected", () =>
  with_page(browser, "failed_control.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await page.locator("#go-on").uncheck();
    await page.locator("tr.run button").click();
    await page.keyboard.press("x");
    assert.equal(await told(page), "The run is invalid: accept it as invalid, or repeat it.");
    await page.keyboard.press("r");
    await save_asked(page, { code: "control_failed" });
    assert.match(await standing(page), /^to be repeated \(D4-7, D4-8, D2-7, D2-8\) · Dr\. Li$/);
    assert.equal(await mark_of(page, "1-2"), "↻");  // decided with its run
  }));

test("what is decided otherwise asks why; 'other' asks for words", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await accept_run_and_controls(page);
    await choose(page, "2026-00421");
    await page.keyboard.press("x");
    assert.equal(await page.evaluate(() => document.activeElement.id), "asked-code");
    await page.keyboard.press("Enter");
    await save_asked(page, {});
    assert.equal(await told(page), "Choose why.");
    await save_asked(page, { code: "other" });
    assert.equal(await told(page), "Say it in words.");
    await save_asked(page, { words: "tube swapped" });
    assert.equal(await mark_of(page, "2026-00421"), "✗");
    await choose(page, "2026-00421");
    const [line] = await history(page);
    assert.match(line, local_time);
    assert.match(line, /^Dr\. Li · .* · rejected: the result is withheld · other: tube swapped$/);
  }));

test("a repeat proposes the doubtful sets, an override shows the call that follows", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await accept_run_and_controls(page);
    await choose(page, "王秀英 0425");
    await page.keyboard.press("r");
    assert.deepEqual(await page.locator("#asked [name=set]:checked").evaluateAll((boxes) => boxes.map(({ value }) => value)), ["D2-7"]);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#asked").isVisible(), false);
    await page.keyboard.press("o");
    await page.locator('#asked [data-set="D2-7"]').selectOption("positive");
    assert.equal(await page.locator("#becomes").innerText(), "the call becomes: Deletion");
    await save_asked(page, { results: { "D2-7": "negative" }, code: "repeat_agrees" });
    assert.equal(await mark_of(page, "王秀英 0425"), "✎");
    await choose(page, "王秀英 0425");
    assert.match(await standing(page), /^overridden \(D2-7 = negative\) · Dr\. Li$/);
  }));

test("a well is left out, whole or one reaction of it, never one of a control", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await page.locator('.cell[data-well="E5"]').click();
    await page.keyboard.press("w");
    await save_asked(page, { part: "part", code: "curve_artifact" });
    assert.match((await history(page))[0], /Well E5\/IKZF1_D2-7: excluded · artefact of the curve$/);
    await page.locator('.cell[data-well="E12"]').click();
    await page.keyboard.press("w");
    assert.equal(await told(page), "The panel does not let wells of controls be excluded: repeat the set instead.");
    assert.equal(await page.locator("#asked").isVisible(), false);
  }));

test("pressing a key twice changes nothing; taking back is a button of its own and leaves the trace", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await page.locator("#go-on").uncheck();
    await page.locator("tr.run button").click();
    await press(page, "a", "a");
    assert.equal(await told(page), "You have decided so already.");
    assert.equal((await history(page)).length, 1);
    assert.equal(await progress(page), "1 of 24 decided");
    await page.keyboard.press("u");
    assert.equal(await progress(page), "0 of 24 decided");
    const lines = await history(page);
    assert.match(lines[0], /withdrawn$/);
    assert.match(lines[1], /accepted · taken back$/);
    await page.keyboard.press("u");
    assert.equal(await told(page), "There is nothing of yours here to take back.");
  }));

test("a result is not released beside a control that is not relied on", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await accept_run_and_controls(page);
    await choose(page, "2026-00417");
    await page.keyboard.press("a");
    await choose(page, "PC");
    await page.keyboard.press("x");
    await save_asked(page, { code: "pipetting" });
    assert.equal(await told(page), "2026-00417 is to be released, but not PC D4-7 that it rests on: reject or repeat 2026-00417 too");
    assert.match(await standing(page), /^accepted/);
  }));

test("going on to the next can be switched off, and the page keeps that", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await page.locator("#go-on").uncheck();
    await page.locator("tr.run button").click();
    await page.keyboard.press("a");
    assert.match(await title(page), /Run valid$/);
    await page.reload();
    await ready(page);
    assert.equal(await page.locator("#go-on").isChecked(), false);
    assert.equal(await page.locator("#reviewer").inputValue(), "Dr. Li");
    assert.equal(await progress(page), "1 of 24 decided");
  }));

// Timers of the page that run for seconds run eight times as fast.
const hurry = () => {
  const wait = window.setTimeout;
  window.setTimeout = (act, time, ...given) => wait(act, time > 1000 ? time / 8 : time, ...given);
};
test("a message goes by itself", () =>
  with_page(browser, "plate96.en.html", { before: hurry }, async (page) => {
    await page.keyboard.press("a");
    assert.notEqual(await told(page), "");
    await page.waitForFunction(() => document.getElementById("told").textContent === "", null, { timeout: 10000, polling: 50 });
  }));
