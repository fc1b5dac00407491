// One store for all tabs: what is decided in one is seen in the others, and never overwritten.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { address_of, launch, launch_firefox, ready, with_context, with_opened, with_page } from "./browser.js";
import { choose, exported, history, mark_of, new_folder, open_page, progress, record_file, save_asked, saved, sign_in, standing, standing_in_status, told,
         without_downloads } from "./reviewing.js";

let browser;
let firefox;
before(async () => { [browser, firefox] = await Promise.all([launch(), launch_firefox()]); });
after(() => Promise.all([browser.close(), firefox.close()]));

const choose_run = (page) => page.locator("tr.run button").click();
const stay = (page) => page.locator("#go-on").uncheck();
const stored_events = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => /^crossbreak review \w{64} \w{32}$/.test(key)));

test("a second tab sees a decision at once, in either language, and one key holds one event", () => with_context(browser, {}, async (context) => {
  const first = await open_page(context, "plate96.en.html");
  const second = await open_page(context, "plate96.zh.html");
  await sign_in(first, "A. Reviewer");
  await choose_run(first);
  await first.keyboard.press("a");
  await second.waitForFunction(() => document.getElementById("progress").textContent === "已决定1/24", null, { polling: 50 });
  await sign_in(second, "李医生");
  await choose(second, "NTC");
  await second.keyboard.press("A");
  await first.waitForFunction(() => document.getElementById("progress").textContent === "6 of 24 decided", null, { polling: 50 });
  assert.equal((await stored_events(first)).length, 6);
  await first.reload();
  await ready(first);
  assert.equal(await progress(first), "6 of 24 decided");
}));

test("what a tab in the background missed it reads when it comes to the front", () => with_context(browser, {}, async (context) => {
  const page = await open_page(context, "plate96.en.html");
  await sign_in(page, "A. Reviewer");
  await choose_run(page);
  await page.keyboard.press("a");
  const other = await open_page(context, "plate96.en.html");
  await other.evaluate(() => window.addEventListener("storage", (event) => event.stopImmediatePropagation(), true));
  await choose_run(page);
  await page.keyboard.press("u");
  await other.evaluate(() => window.dispatchEvent(new Event("focus")));
  assert.equal(await progress(other), "0 of 24 decided");
}));

test("a second person's remark is theirs, and their decision stands beside the first one's", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await stay(page);
    await sign_in(page, "A. Reviewer");
    await choose_run(page);
    await page.keyboard.press("a");
    await sign_in(page, "B. Approver");
    await page.keyboard.press("c");
    await save_asked(page, { words: "looked at the plate twice" });
    await page.keyboard.press("a");
    const lines = await history(page);
    assert.match(lines.find((line) => line.includes("remark")), /^B\. Approver · .* · looked at the plate twice$/);
    assert.equal(lines.filter((line) => line.includes("accepted")).length, 2);
    assert.match(await standing(page), /^accepted · (A\. Reviewer, B\. Approver|B\. Approver, A\. Reviewer)$/);  // of one second, in either order
    assert.equal(await page.locator("#history button").count(), 2);  // one's own alone can be taken back
  }));

test("two who differ are in conflict, listed as such, until one event replaces both; the program says the same", () =>
  with_opened(browser, "plate96.en.html", {}, async (page, complaints) => {
    await stay(page);
    await sign_in(page, "A. Reviewer");
    await choose(page, "PC");
    await page.keyboard.press("a");
    await sign_in(page, "B. Reviewer");
    await page.keyboard.press("x");
    await save_asked(page, { code: "pipetting" });
    const [word, ...sides] = (await standing(page)).split(/: (.*)/s);  // of one second, in either order
    assert.equal(word, "in conflict");
    assert.deepEqual(sides[0].split("; ").sort(), ["A. Reviewer – accepted", "B. Reviewer – rejected: the result is withheld"]);
    assert.equal(await progress(page), "0 of 24 decided · 1 in conflict");
    assert.match(await page.locator("#conflict-list").innerText(), /PC D4-7/);
    const before = await exported(page);
    assert.equal(standing_in_status(record_file("plate96"), before.path)["control PC/D4-7"], "conflict");

    await sign_in(page, "C. Reviewer");
    await page.locator("#conflict-list button").click();
    await page.keyboard.press("a");
    assert.equal(await standing(page), "accepted · C. Reviewer");
    assert.equal(await page.locator("#conflicts").isVisible(), false);
    const after_it = await exported(page);
    assert.equal(after_it.document.events.at(-1).replaces.length, 2);
    assert.equal(standing_in_status(record_file("plate96"), after_it.path)["control PC/D4-7"], "decided");
    assert.deepEqual(without_downloads(complaints), []);
  }));

test("nobody takes back what another one has decided", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await stay(page);
    await sign_in(page, "A. Reviewer");
    await choose_run(page);
    await page.keyboard.press("a");
    await sign_in(page, "B. Reviewer");
    await page.keyboard.press("u");
    assert.equal(await told(page), "There is nothing of yours here to take back.");
    await sign_in(page, "a.reviewer");  // the same person, otherwise spelled
    await page.keyboard.press("u");
    assert.equal(await progress(page), "0 of 24 decided");
  }));

test("decisions on another record of the run are mentioned with it, and not applied", () => {
  const before = () => {
    const inputs = JSON.parse(document.getElementById("report")?.textContent ?? "null")?.inputs;
    if (inputs) return;
    document.addEventListener("DOMContentLoaded", () => {
      const run = JSON.parse(document.getElementById("report").textContent).inputs.map(({ sha256 }) => sha256).join(" ");
      const older = "ab".repeat(32);
      localStorage.setItem(`crossbreak record ${older}`, run);
      for (const id of ["1", "2"]) localStorage.setItem(`crossbreak review ${older} ${id.repeat(32)}`, "{}");
    });
  };
  return with_opened(browser, "plate96.en.html", { before }, async (page, complaints) => {
    assert.match(await page.locator("#matters").innerText(), /Events on another record of this run, abababababab…, in this browser: 2\. They are not applied here\./);
    assert.equal(await progress(page), "0 of 24 decided");
    assert.deepEqual(complaints, []);
  });
});

test("what others wrote into the store, and no event of this record can be, is not counted, and said", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await page.evaluate(() => {
      const { called_sha256 } = JSON.parse(document.getElementById("report").textContent);
      localStorage.setItem(`crossbreak review ${called_sha256} ${"a".repeat(32)}`, "no JSON");
      localStorage.setItem(`crossbreak review ${called_sha256} ${"b".repeat(32)}`, JSON.stringify({ id: "b".repeat(32), at: "2026-03-06T08:15:30Z",
        zone: "+08:00", by: "X", subject: { run: 0, sample: "nobody", repeat: 0 }, action: "accept", code: null, words: null, old: null, new: null, replaces: [] }));
    });
    await page.reload();
    await ready(page);
    assert.match(await page.locator("#matters").innerText(), /Entries of the browser's store that are no events of this record: 2\. They are not counted\./);
    assert.equal(await progress(page), "0 of 24 decided");
  }));

for (const [name, browser_of] of [["Chromium", () => browser], ["Firefox", () => firefox]]) {
  for (const [how, deny] of [["refuses the store", () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })],
                             ["has no room left", () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }]]) {
    test(`${name}: where the browser ${how} the page says so beside the name, asks before closing, and exports`, () =>
      with_opened(browser_of(), "plate96.en.html", { before: deny }, async (page, complaints) => {
        await sign_in(page, "Dr. Li");
        await choose_run(page);
        await page.keyboard.press("a");
        assert.equal(await progress(page), "1 of 24 decided");
        assert.equal(await page.locator("#who #not-kept").isVisible(), true);
        const leaves = () => page.evaluate(() => window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
        assert.equal(await leaves(), false);
        const { text } = await saved(page);
        assert.equal(JSON.parse(text).events.length, 1);
        assert.equal(await leaves(), true);
        assert.deepEqual(without_downloads(complaints), []);
      }));
  }

  test(`${name}: in a sandboxed frame the page says that it keeps nothing, and what to do where no file arrives`, () => with_context(browser_of(), {}, async (context) => {
    const host = join(new_folder(), "host.html");
    writeFileSync(host, `<iframe sandbox="allow-scripts" width="1400" height="860" src="${address_of("plate96.en.html")}"></iframe>`);
    const page = await context.newPage();
    await page.goto(pathToFileURL(host).href);
    const frame = page.frameLocator("iframe");
    await frame.locator("body[data-ready]").waitFor({ state: "attached" });
    await frame.locator("#reviewer").fill("Dr. Li");
    await frame.locator("#reviewer").press("Enter");
    await frame.locator("tr.run button").click();
    await frame.locator("tr.run button").press("a");
    assert.equal(await frame.locator("#progress").innerText(), "1 of 24 decided");
    assert.equal(await frame.locator("#who #not-kept").isVisible(), true);
    await frame.locator("#export").click();
    assert.match(await frame.locator("#told").innerText(), /1 of 24 decided\. This page is shown inside another one: where no file arrives, open it by itself\.$/);
    // Whether a file arrived nobody can tell: closing it asks still.
    assert.equal(await page.frames()[1].evaluate(() => window.dispatchEvent(new Event("beforeunload", { cancelable: true }))), false);
  }));
}
