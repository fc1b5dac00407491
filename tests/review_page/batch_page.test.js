// The page of a batch: of 2,000 plates it opens within a second, and shows fifty at a time.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, texts, with_context } from "./browser.js";

const plates = 2000;
const folder = mkdtempSync(join(tmpdir(), "crossbreak-batch-"));
let browser;
let address;

const crossbreak = (...given) => {
  const done = spawnSync(process.env.CROSSBREAK_PROGRAM, given, { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
};

// One plate is called; its line of the journal stands for all of them, and merging makes their report.
before(async () => {
  const runs = join(folder, "runs");
  const shard = join(folder, "shard");
  mkdirSync(runs);
  writeFileSync(join(runs, "plate.eds"),
                readFileSync(join(process.env.CROSSBREAK_DATA, "sample_runs/deletions/deletions.eds")));
  crossbreak("call", runs, "-o", shard, "--formats", "html");
  const journal = join(shard, "batch.journal.jsonl");
  const [head, line] = readFileSync(journal, "utf8").trim().split("\n").map((text) => JSON.parse(text));
  assert.ok(line.result.to_look_at.length > 0);
  const lines = [{ ...head, runs: plates }];
  for (let place = 0; place < plates; ++place) {
    const name = `2024/plate ${String(place).padStart(4, "0")}`;
    lines.push({ ...line, plate: name, place, files: [`${name}.eds`], outputs: {},
                 result: { ...line.result, page: `${name}.review.html` } });
  }
  lines[8] = { ...lines[8], problem: "2024/plate 0007.eds: is cut off", result: null };
  writeFileSync(journal, lines.map((entry) => JSON.stringify(entry)).join("\n") + "\n");
  crossbreak("merge", shard, "-o", join(folder, "merged"));
  address = pathToFileURL(join(folder, "merged", "batch.plates.html")).href;
  browser = await launch();
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

// check(page), which must not have complained.
const with_batch = (check) => with_context(browser, {}, async (context) => {
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== address) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  await check(page);
  assert.deepEqual(complaints, []);
});

test("the page of 2,000 plates opens within a second", async () => {
  const times = [];
  for (let turn = 0; turn < 5; ++turn)
    await with_batch(async (page) => times.push(await page.evaluate(() => new Promise((resolve) => {
      const drawn = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      if (document.readyState === "complete") drawn(); else addEventListener("load", drawn);
    }))));
  times.sort((a, b) => a - b);
  console.log(`batch page of ${plates} plates: ${times.map((time) => Math.round(time)).join(", ")} ms until it is drawn`);
  assert.ok(times[2] < 1000, `median ${times[2]} ms`);
});

test("fifty plates at a time, found by any word, with links to their pages", () => with_batch(async (page) => {
  const names = () => texts(page, "tbody tr td:first-child");
  assert.equal((await names()).length, 50);
  assert.equal((await names())[7], "2024/plate 0007");
  assert.equal(await page.locator("#shown").innerText(), "1 to 50 of 2000");
  assert.equal(await page.locator("tbody a").first().getAttribute("href"), "2024/plate%200000.review.html");
  assert.equal(await page.locator("tbody a").count(), 49);
  await page.locator("#later").click();
  assert.equal((await names())[0], "2024/plate 0050");
  await page.locator("#earlier").click();
  await page.locator("#search").fill("IS CUT OFF");
  assert.deepEqual(await names(), ["2024/plate 0007"]);
  assert.match((await texts(page, "tbody tr"))[0], /2024\/plate 0007\.eds: is cut off/);
  await page.locator("#search").fill("plate 1999");
  assert.deepEqual(await names(), ["2024/plate 1999"]);
  await page.locator("#search").fill("no plate of this name");
  assert.deepEqual(await names(), []);
  assert.equal(await page.locator("#shown").innerText(), "0 to 0 of 0");
}));
