// A real browser with a review page in it. Whatever a page says on its console, throws, blocks or asks
// the network for is collected: a test that uses with_page() checks that there was nothing.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, firefox } from "playwright-core";

export const pages = process.env.CROSSBREAK_PAGES;
assert.ok(pages && existsSync(pages), "CROSSBREAK_PAGES names the folder that crossbreak_sample_pages wrote");

// Debian's Firefox, over WebDriver BiDi; it tells of no downloads.
export const launch_firefox = () =>
  firefox.launch({ channel: "moz-firefox", executablePath: process.env.CROSSBREAK_FIREFOX ?? "/usr/bin/firefox-esr" });

export function launch() {
  return chromium.launch({
    executablePath: process.env.CROSSBREAK_CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: false,
    args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"],
  });
}

export const record_of = (name) => JSON.parse(readFileSync(join(pages, `${name}.calls.json`), "utf8"));
export const address_of = (file) => pathToFileURL(join(pages, file)).href;

// The page takes its keys and filters a frame after its first drawing, and shows what lies below the screen by then.
// A browser gives frames to a page in front; it may keep them from one behind it.
export async function ready(page) {
  await page.bringToFront();
  await page.waitForSelector("body[data-ready]", { state: "attached" });
  await page.waitForFunction(() => document.getAnimations().length === 0, null, { polling: 50 });
}

// A context of its own, closed also where the check throws: a page left open would stand beside those of later tests.
export async function with_context(browser, options, check) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  try {
    await check(context);
  } finally {
    await context.close();
  }
}

// Opens the page and runs check(page, complaints). `complaints` stays empty on a sound page. `before` runs ahead of the
// page's script.
export function with_opened(browser, file, { before, ...options }, check) {
  return with_context(browser, options, async (context) => {
    const page = await context.newPage();
    const complaints = [];
    page.on("console", (message) => complaints.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on("request", (request) => {
      if (request.url() !== address_of(file)) complaints.push(`request: ${request.url()}`);
    });
    if (before) await page.addInitScript(before);
    await page.goto(address_of(file));
    await ready(page);
    await check(page, complaints);
  });
}

// The same; the page must not have complained.
export const with_page = (browser, file, options, check) =>
  with_opened(browser, file, options, async (page, complaints) => {
    await check(page);
    assert.deepEqual(complaints, []);
  });

export const texts = (page, selector) =>
  page.locator(selector).evaluateAll((found) => found.map((element) => element.innerText ?? element.textContent));
export const visible_subjects = async (page) =>
  (await page.locator("tr.subject:visible bdi").allInnerTexts()).map((text) => text.trim());
