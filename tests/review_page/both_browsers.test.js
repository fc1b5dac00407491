// A review from the first key to the last signature, in Chromium and in Firefox: by keys alone, in two tabs, by two people.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { launch, launch_firefox, ready, with_context } from "./browser.js";
import { mark_of, new_folder, open_page, progress, record_alone, review, save_asked, saved, sign_in, standing, title } from "./reviewing.js";

// Whoever's decision stands has reviewed, and another one approves: then it is final. Its page, signed once for all browsers.
let final_page;
function page_signed(folder) {
  if (!final_page) {
    for (const [by, meaning] of [["A. Reviewer", "reviewed"], ["李医生", "reviewed"], ["B. Approver", "approved"]]) {
      const signed = review("sign", join(folder, "plate96.calls.json"), "--by", by, "--meaning", meaning);
      assert.equal(signed.code, 0, signed.err);
    }
    final_page = join(folder, "plate96.review.html");
  }
  return final_page;
}

for (const [name, start] of [["Chromium", launch], ["Firefox", launch_firefox]]) {
  let browser;
  before(async () => { browser = await start(); });
  after(() => browser.close());

  test(`${name}: two reviewers in two tabs, a conflict, a withdrawal, a reload; review apply takes what comes of it, and signed it is final`, () =>
    with_context(browser, {}, async (context) => {
      const first = await open_page(context, "plate96.en.html");
      const second = await open_page(context, "plate96.zh.html");
      const seen = (page, text) => page.waitForFunction((wanted) => document.getElementById("progress").textContent === wanted, text, { polling: 50 });
      await first.bringToFront();
      await first.keyboard.press("N");
      await first.keyboard.press("a");
      await first.keyboard.type("A. Reviewer");
      await first.keyboard.press("Enter");
      for (let i = 1; i < 24; ++i) await first.keyboard.press("a");
      assert.equal(await progress(first), "24 of 24 decided");
      await seen(second, "已决定24/24");

      await second.bringToFront();
      await sign_in(second, "李医生");
      await second.locator("#go-on").uncheck();
      await second.locator("tr.subject", { hasText: "2026-00421" }).locator("th button").click();
      await second.keyboard.press("r");
      await save_asked(second, { sets: ["D2-8"], code: "pipetting" });
      await seen(first, "23 of 24 decided · 1 in conflict");
      assert.equal(await mark_of(first, "2026-00421"), "⚡");

      await first.bringToFront();
      await first.locator("#conflict-list button").click();
      assert.match(await title(first), /2026-00421/);
      await first.keyboard.press("u");
      await seen(second, "已决定24/24");
      await first.reload();
      await ready(first);
      assert.equal(await progress(first), "24 of 24 decided");
      await first.locator("tr.subject", { hasText: "2026-00421" }).locator("th button").click();
      assert.equal(await standing(first), "to be repeated (D2-8) · 李医生");

      const { name: file, text } = await saved(first);
      assert.equal(file, "2026-03-05 IKZF1 plate 12.A. Reviewer.review.json");
      const path = join(new_folder(), file);
      writeFileSync(path, text);
      const record = record_alone("plate96");
      const folder = join(dirname(record), "released");  // where sign finds the called record
      const applied = review("apply", record, path, "-o", folder, "--formats", "html");
      assert.equal(applied.code, 0, applied.err);

      const final = await context.newPage();
      await final.goto(pathToFileURL(page_signed(folder)).href);
      await ready(final);
      const said = await final.locator("#release").innerText();
      for (const words of ["Status: final", "A. Reviewer", "李医生", "B. Approver"]) assert.ok(said.includes(words), said);
      assert.match(await final.locator("#matters").innerText(), /This record is released\./);
    }));
}
