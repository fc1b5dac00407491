// Review files: exported by the page, taken by the program, and opened again.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, ready, record_of, with_context, with_opened } from "./browser.js";
import { accept_run_and_controls, choose, exported, mark_of, new_folder, open_file, open_page, progress, record_alone, record_file, review,
         save_asked, sign_in, standing_in_status, told, without_downloads } from "./reviewing.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Everything is decided, each in another way.
async function decide_all(page) {
  await accept_run_and_controls(page);
  await choose(page, "2026-00421");
  await page.keyboard.press("r");
  await save_asked(page, { sets: ["D2-8", "ALB"], code: "pipetting", words: "second set weak" });
  await choose(page, "王秀英 0425");
  await page.keyboard.press("o");
  await save_asked(page, { results: { "D2-7": "negative" }, code: "repeat_agrees" });
  await choose(page, "2026-00430");
  await page.keyboard.press("x");
  await save_asked(page, { code: "other", words: "tube empty" });
  await choose(page, "2026-00417");
  await page.keyboard.press("c");
  await save_asked(page, { words: "typical curve" });
  await page.keyboard.press("N");
  for (let left = 10; left > 0 && !(await progress(page)).startsWith("24 of"); --left) await page.keyboard.press("a");
  assert.equal(await progress(page), "24 of 24 decided");
}

test("a review exported by the page is bound to its record, and review apply takes it as it is", () =>
  with_opened(browser, "plate96.en.html", {}, async (page, complaints) => {
    await sign_in(page, "李 医生");
    await decide_all(page);
    const { name, path, document } = await exported(page);
    assert.equal(name, "2026-03-05 IKZF1 plate 12.李 医生.review.json");
    assert.match(await told(page), /^2026-03-05 IKZF1 plate 12\.李 医生\.review\.json, \d{4}-\d\d-\d\d \d\d:\d\d \([+-]\d\d:\d\d\): 24 of 24 decided\.$/);
    assert.deepEqual(Object.keys(document), ["schema", "record_sha256", "events"]);
    assert.equal(document.schema, "crossbreak/review/2");
    assert.equal(document.record_sha256, createHash("sha256").update(readFileSync(record_file("plate96"))).digest("hex"));
    assert.equal(new Set(document.events.map(({ id }) => id)).size, 25);

    const record = record_alone("plate96");
    const status = review("status", record, path);
    assert.equal(status.code, 0, status.out + status.err);
    const folder = new_folder();
    const applied = review("apply", record, path, "-o", folder, "--formats", "json");
    assert.equal(applied.code, 0, applied.err);
    const reviewed = JSON.parse(readFileSync(join(folder, "plate96.calls.json"), "utf8"));
    assert.equal(reviewed.status, "reviewed");
    const patient = (sample) => reviewed.patients.find((one) => one.sample === sample);
    assert.deepEqual(["2026-00421", "2026-00430", "2026-00417"].map((sample) => patient(sample).outcome), ["repeat_requested", "withheld", "released"]);
    assert.equal(patient("王秀英 0425").call, "not_detected");
    assert.deepEqual(reviewed.events.map(({ id }) => id).sort(), document.events.map(({ id }) => id).sort());
    assert.deepEqual(without_downloads(complaints), []);
  }));

test("of a review half done the program and the page say the same of every subject", () =>
  with_opened(browser, "failed_control.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await accept_run_and_controls(page);
    await page.keyboard.press("a");
    const { path } = await exported(page);
    const of_program = standing_in_status(record_file("failed_control"), path);
    const shown = await page.locator("tr.subject").evaluateAll((rows) => rows.map((row) => [row.querySelector("bdi").textContent, row.querySelector(".decision").textContent]));
    const patients = record_of("failed_control").patients.map(({ sample }) => sample);
    assert.ok(patients.length > 4);
    for (const sample of patients) {
      assert.equal(shown.find(([name]) => name === sample)[1] === "✓", of_program[`patient ${sample}`] === "decided", sample);
    }
    assert.equal(Object.values(of_program).filter((one) => one === "decided").length, Number((await progress(page)).split(" ")[0]));
  }));

test("wells left out in the page are what apply asks the inputs for", () =>
  with_opened(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await decide_all(page);
    await page.locator('.cell[data-well="E5"]').click();
    await page.keyboard.press("w");
    await save_asked(page, { code: "curve_artifact" });
    const { path } = await exported(page);
    assert.equal(standing_in_status(record_file("plate96"), path)["well E5"], "decided");
    const applied = review("apply", record_alone("plate96"), path, "-o", new_folder());
    assert.notEqual(applied.code, 0);
    assert.match(applied.err, /well E5 excluded: expected --inputs DIR with the original run files/);
  }));

test("another reviewer's file is opened: its events are added once, and what differs is in conflict", () =>
  with_context(browser, {}, async (context) => {
    const theirs = await open_page(context, "plate96.en.html");
    await sign_in(theirs, "B. Reviewer");
    await accept_run_and_controls(theirs);
    await theirs.keyboard.press("x");
    await save_asked(theirs, { code: "sample_swap" });
    const { path } = await exported(theirs);
    const text = readFileSync(path, "utf8");
    await with_context(browser, {}, async (elsewhere) => {
      const page = await open_page(elsewhere, "plate96.en.html");
      await sign_in(page, "A. Reviewer");
      await accept_run_and_controls(page);
      await page.keyboard.press("a");
      await open_file(page, "b.review.json", text);
      await page.waitForFunction(() => document.getElementById("told").textContent.startsWith("b.review.json"));
      assert.equal(await told(page), "b.review.json: events added: 16, by B. Reviewer. 1 in conflict");
      assert.equal(await mark_of(page, "2026-00417"), "⚡");
      await open_file(page, "again.review.json", text);
      await page.waitForFunction(() => document.getElementById("told").textContent.startsWith("again"));
      assert.equal(await told(page), "again.review.json: events added: 0, by –. 1 in conflict");
      await page.reload();
      await ready(page);
      assert.equal(await mark_of(page, "2026-00417"), "⚡");
    });
  }));

test("a file of the terminal is opened like one of the page", () =>
  with_opened(browser, "plate96.en.html", {}, async (page) => {
    const file = join(new_folder(), "plate96.review.json");
    const decided = review("decide", record_file("plate96"), "--by", "T. Terminal", "--accept", "all", "--repeat", "2026-00421=D2-8", "--code", "pipetting", "-o", file);
    assert.equal(decided.code, 0, decided.err);
    await open_file(page, "plate96.review.json", readFileSync(file, "utf8"));
    await page.waitForFunction(() => document.getElementById("progress").textContent === "24 of 24 decided");
    assert.equal(await mark_of(page, "2026-00421"), "↻");
  }));

// As the first review page exported it: all patients but the last, each in its own way.
function of_first_page() {
  const { patients } = record_of("plate96");
  const decisions = patients.map(({ sample, repeat, call, deletions }, i) => ({
    sample, repeat, call, deletions, decision: ["accept", "reject", "repeat"][i % 3], reviewer: "F. Earlier",
    remark: ["", "tube \"2\" open\n\u001f", ""][i % 3], time: ["2026-03-06T08:15:30.123Z", "2026-03-07T01:15:30+08:00"][i % 2] }));
  decisions.at(-1).decision = null;
  const record_sha256 = createHash("sha256").update(readFileSync(record_file("plate96"))).digest("hex");
  return { schema: "crossbreak/review/1", record_sha256, decisions };
}

test("a review file of the first layout is opened as the events that the program makes of it", () =>
  with_opened(browser, "plate96.en.html", {}, async (page, complaints) => {
    const first = of_first_page();
    await open_file(page, "first.review.json", JSON.stringify(first, null, 1));
    await page.waitForFunction(() => document.getElementById("told").textContent !== "");
    const count = first.decisions.length - 1;
    assert.equal(await told(page), `first.review.json: events added: ${count}, by F. Earlier.`);
    assert.equal(await mark_of(page, first.decisions[2].sample), "↻");

    await sign_in(page, "A. Reviewer");
    await accept_run_and_controls(page);
    await choose(page, first.decisions.at(-1).sample);
    await page.keyboard.press("a");
    assert.equal(await progress(page), "24 of 24 decided");
    const { path, document } = await exported(page);
    const events = document.events.filter(({ by }) => by === "F. Earlier");
    assert.equal(events.length, count);
    assert.deepEqual([...new Set(events.map(({ at, zone }) => at + zone))].sort(), ["2026-03-06T08:15:30Z+00:00", "2026-03-06T17:15:30Z+08:00"]);

    // Beside the page's file the first one says nothing new: its events are the same.
    const older = join(new_folder(), "first.review.json");
    writeFileSync(older, JSON.stringify(first));
    const record = record_alone("plate96");
    const folder = new_folder();
    const applied = review("apply", record, path, older, "-o", folder, "--formats", "json");
    assert.equal(applied.code, 0, applied.err);
    const reviewed = JSON.parse(readFileSync(join(folder, "plate96.calls.json"), "utf8"));
    assert.deepEqual(reviewed.events.map((event) => JSON.stringify(event)).sort(), document.events.map((event) => JSON.stringify(event)).sort());
    assert.deepEqual(without_downloads(complaints), []);
  }));

test("a decision of the first layout that is none of this record is refused with its patient", () =>
  with_opened(browser, "plate96.en.html", {}, async (page) => {
    const first = of_first_page();
    const { sample } = first.decisions[0];
    for (const change of [{ call: "deletions" }, { sample: "nobody" }, { repeat: 3 }, { decision: "override" }, { time: "2026-02-30T08:15:30Z" },
                          { time: "yesterday" }, { reviewer: "" }]) {
      await page.evaluate(() => { document.getElementById("told").textContent = ""; });
      await open_file(page, "first.review.json", JSON.stringify({ ...first, decisions: [{ ...first.decisions[0], ...change }, ...first.decisions.slice(1)] }));
      await page.waitForFunction(() => document.getElementById("told").textContent !== "");
      assert.ok((await told(page)).startsWith(`first.review.json: decides on '${change.sample ?? sample}', which is no patient of this record`), JSON.stringify(change));
      assert.equal(await progress(page), "0 of 24 decided");
    }
  }));

test("where the browser cannot make its ids, a file of the first layout is named, with what can be done", () =>
  with_opened(browser, "plate96.en.html", { before: () => Object.defineProperty(Crypto.prototype, "subtle", { value: undefined }) }, async (page) => {
    await open_file(page, "first.review.json", JSON.stringify(of_first_page()));
    await page.waitForFunction(() => document.getElementById("told").textContent !== "");
    assert.match(await told(page), /Save the page and open it from the disk; or give the file to 'crossbreak review apply' as it is/);
    assert.equal(await progress(page), "0 of 24 decided");
  }));

test("a file of another record, of no review, or with a changed event is refused whole, and why is said", () =>
  with_opened(browser, "plate96.en.html", {}, async (page) => {
    await sign_in(page, "Dr. Li");
    await accept_run_and_controls(page);
    const { path, document } = await exported(page);
    const before = await progress(page);
    const refused = async (content) => {
      await page.evaluate(() => { document.getElementById("told").textContent = ""; });
      await open_file(page, "x.review.json", typeof content === "string" ? content : JSON.stringify(content));
      await page.waitForFunction(() => document.getElementById("told").textContent !== "");
      assert.equal(await progress(page), before);
      return told(page);
    };
    const events = (change) => document.events.map((event, i) => (i === 0 ? { ...event, ...change } : event));
    assert.match(await refused({ ...document, record_sha256: "0".repeat(64) }), /^x\.review\.json: made on another record, 000000000000…; this page shows/);
    assert.equal(await refused("{"), "x.review.json: expected a review file (crossbreak/review/2), found something else. Nothing was opened.");
    assert.match(await refused({ schema: "crossbreak/review/1", record_sha256: "1".repeat(64), decisions: [] }), /^x\.review\.json: made on another record, 111111111111…/);
    assert.match(await refused({ ...document, events: events({ by: "Somebody else" }) }), /is not as this page has it: one of the two was changed\. Nothing was opened\.$/);
    const id = "c".repeat(32);
    for (const change of [{ id, action: "override" }, { id, action: "reject" }, { id, subject: { run: 7 } }, { id, replaces: ["d".repeat(32)] }, { id, at: "yesterday" }]) {
      assert.match(await refused({ ...document, events: events(change) }), /event cccccccc cannot be one of this record\. Nothing was opened\.$/, JSON.stringify(change));
    }
    assert.ok(path);
  }));
