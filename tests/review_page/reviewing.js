// What tests of the review do on the page, and what the program itself says of the files that come of it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { address_of, pages, ready } from "./browser.js";

const program = process.env.CROSSBREAK_PROGRAM;
assert.ok(program, "CROSSBREAK_PROGRAM names the program that reads what the page exports");

export const record_file = (name) => join(pages, `${name}.calls.json`);
// {code, out, err} of crossbreak COMMAND.
export function run(...options) {
  const { status, stdout, stderr, error } = spawnSync(program, options, { encoding: "utf8" });
  assert.equal(error, undefined);
  return { code: status, out: stdout, err: stderr };
}
export const review = (...options) => run("review", ...options);
export const new_folder = () => mkdtempSync(join(tmpdir(), "crossbreak-"));
// A record alone in a folder, as apply wants it.
export function record_alone(name) {
  const copy = join(new_folder(), `${name}.calls.json`);
  copyFileSync(record_file(name), copy);
  return copy;
}

export const choose = (page, name) => page.locator("tr.subject", { hasText: name }).locator("th button").click();
export const mark_of = (page, name) => page.locator("tr.subject", { hasText: name }).locator("td.decision").innerText();
export const standing = (page) => page.locator("#standing").innerText();
export const history = (page) => page.locator("#history li > span").allInnerTexts();
export const told = (page) => page.locator("#told").innerText();
export const progress = (page) => page.locator("#progress").innerText();
export const title = async (page) => (await page.locator("#decision-title").innerText()).trim();

export async function sign_in(page, name) {
  await page.locator("#reviewer").fill(name);
  await page.locator("#reviewer").press("Enter");
}
// Run and controls, which come before patients: agreed to one by one, until the first patient is at hand.
export async function accept_run_and_controls(page) {
  await page.keyboard.press("N");
  const is_patient = () => page.evaluate(() => document.querySelector("tr.run.chosen") === null && !document.getElementById("parts").childElementCount);
  for (let left = 40; !(await is_patient()); --left) {
    assert.ok(left > 0, "a patient comes after run and controls");
    await page.keyboard.press("a");
  }
}

export async function save_asked(page, { sets, results, code, words, part } = {}) {
  if (sets) for (const box of await page.locator("#asked [name=set]").all()) await box.setChecked(sets.includes(await box.inputValue()));
  for (const [set, result] of Object.entries(results ?? {})) await page.locator(`#asked [data-set="${set}"]`).selectOption(result);
  if (part !== undefined) await page.locator("#asked-part").selectOption(part);
  if (code) await page.locator("#asked-code").selectOption(code);
  if (words) await page.locator("#asked-words").fill(words);
  await page.locator("#asked-words").press("Enter");
}

// {name, path, document}: the review file that the page exports.
export async function exported(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#export").click()]);
  const path = await download.path();
  return { name: download.suggestedFilename(), path, document: JSON.parse(readFileSync(path, "utf8")) };
}
// What the page hands to the browser to save, as {name, text}: Firefox tells of no downloads.
export const saved = (page) => page.evaluate(() => new Promise((resolve) => {
  const make = URL.createObjectURL;
  let text;
  URL.createObjectURL = (blob) => {
    text = blob.text();
    return make(blob);
  };
  HTMLAnchorElement.prototype.click = async function () { resolve({ name: this.download, text: await text }); };
  document.getElementById("export").click();
}));
export const open_file = (page, name, text) =>
  page.locator("#review-files").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

// A download is a request of the page to itself.
export const without_downloads = (complaints) => complaints.filter((complaint) => !complaint.startsWith("request: blob:"));

export async function open_page(context, file) {
  const page = await context.newPage();
  await page.goto(address_of(file));
  await ready(page);
  return page;
}

// "control NTC/D4-7": "decided", by the program's own words.
export function standing_in_status(record, ...reviews) {
  const { code, out } = review("status", record, ...reviews);
  assert.ok(code === 0 || code === 5, out);
  const lines = out.split("\n").map((line) => line.match(/^((?:run|control|patient|well) .+?)(?: \([^()]*\))?: (undecided|in conflict|.+)$/)).filter(Boolean);
  return Object.fromEntries(lines.map(([, name, said]) =>
    [name, said === "undecided" ? "undecided" : said === "in conflict" ? "conflict" : "decided"]));
}
