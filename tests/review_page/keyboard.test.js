// The review without a pointer: the focus is never lost, no key is, and every reaction of every well is near.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address_of, launch, ready, record_of, with_context, with_page } from "./browser.js";
import { accept_run_and_controls, progress, save_asked, sign_in, title } from "./reviewing.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const focus = (page) => page.evaluate(() => document.activeElement.dataset.key ?? (document.activeElement.id || document.activeElement.tagName));
const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key); };
const well_title = (page) => page.locator("#well-title").innerText();

test("a whole run is reviewed by keys alone, one a decision", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await press(page, "N", "a");
    await page.keyboard.type("Dr. Li");
    await press(page, "Enter");
    for (let i = 1; i < 24; ++i) await press(page, "a");
    assert.equal(await progress(page), "24 of 24 decided");
  }));

test("a key held down decides once", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await press(page, "N");
    await page.keyboard.down("a");
    await page.keyboard.down("a");
    await page.keyboard.down("a");
    await page.keyboard.up("a");
    assert.equal(await progress(page), "1 of 24 decided");
  }));

test("saving and leaving a form give the focus back to where it was", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await accept_run_and_controls(page);
    await page.locator("#go-on").uncheck();
    await page.locator('tr.subject:has-text("2026-00421") th button').focus();
    await press(page, "Enter", "x");
    assert.equal(await focus(page), "asked-code");
    await press(page, "Escape");
    assert.match(await page.evaluate(() => document.activeElement.textContent), /2026-00421/);
    await press(page, "x");
    await page.keyboard.type("samples");
    await press(page, "Enter");
    assert.match(await page.evaluate(() => document.activeElement.textContent), /2026-00421/);
    assert.equal(await progress(page), "16 of 24 decided");
  }));

test("what is drawn anew keeps the focus: wells of the table, sets of a control, events", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await press(page, "n");
    await page.locator('.wells button[data-key]').nth(2).focus();
    const before = await focus(page);
    assert.match(before, /^well \d+$/);
    await press(page, "Enter");
    assert.match(await well_title(page), /^Well C1 /);
    assert.equal(await focus(page), before);

    await sign_in(page, "Dr. Li");
    await page.locator("#go-on").uncheck();
    await page.locator('tr.subject:has-text("NTC") th button').click();
    await page.locator("#parts button").nth(1).focus();
    const part = await focus(page);
    await press(page, "Enter", "a");
    assert.equal(await focus(page), part);
    await page.locator("#history button").focus();
    await press(page, "Enter");  // taken back, the button is gone; the focus stays near
    assert.notEqual(await focus(page), "BODY");
  }));

test("every reaction of a duplexed well is a key away, in the plate and from it", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await page.locator('.cell[data-well="A1"]').focus();
    await press(page, "Enter");
    assert.match(await well_title(page), /^Well A1 · D4-7/);
    await press(page, "Enter");
    assert.match(await well_title(page), /^Well A1 · ALB/);
    await press(page, "d");
    assert.match(await well_title(page), /^Well A1 · D4-7/);
    const seen = new Set();
    for (let i = 0; i < 16; ++i) {
      await press(page, "k");
      seen.add(await well_title(page));
    }
    assert.equal(seen.size, 16);
    await press(page, "j");
    assert.ok(seen.has(await well_title(page)));
  }));

test("keys pressed before the page's program is ready are kept", () => with_context(browser, {}, async (context) => {
  const page = await context.newPage();
  await page.addInitScript(() => {  // the program comes late
    window.requestAnimationFrame = () => 0;
  });
  await page.goto(address_of("plate96.en.html"));
  assert.equal(await page.locator("body[data-ready]").count(), 0);
  await page.keyboard.press("n");
  await page.keyboard.press("n");
  await ready(page);
  assert.equal(await title(page), `${record_of("plate96").patients[2].sample} · D4-7 + D2-8`);
}));
