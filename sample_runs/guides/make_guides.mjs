// Does what the guides tell, and writes them: see make_guides.sh.
// usage: node make_guides.mjs WORK FOLDER, with CROSSBREAK_PROGRAM and CROSSBREAK_PAGES
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch, ready } from "../../tests/review_page/browser.js";
import { accept_run_and_controls, choose, exported, save_asked, sign_in } from "../../tests/review_page/reviewing.js";
import { approver } from "./approver.mjs";
import { with_palette } from "./palette_png.mjs";
import { reviewer } from "./reviewer.mjs";
import { technician } from "./technician.mjs";

const [work, folder] = process.argv.slice(2).map((path) => realpathSync(path));
const guides = { technician, reviewer, approver };
const people_in = {
  en: { reviewer: "A. Reviewer", approver: "B. Approver", second: "C. Reviewer" },
  zh: { reviewer: "李敏", approver: "王磊", second: "陈静" },
};
const sample_run = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const escaped_marks = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (c) => escaped_marks[c]);
// `code`, [[key]], ((number in the picture)) and **strong** of a sentence.
const code_of = (text) => `<code${/[ ,]/.test(text) ? "" : ' class="whole"'}>${escaped(text)}</code>`;
const marked_up = (text) => escaped(text).replace(/`([^`]+)`/g, (_, code) => code_of(code)).replace(/\[\[(.+?)\]\]/g, "<kbd>$1</kbd>")
  .replace(/\(\((\d)\)\)/g, '<span class="n">$1</span>').replace(/\*\*(.+?)\*\*/g, "<b>$1</b>");

// The commands of one language, run one after the other in one folder: each ends with the exit code that the guides tell.
class Terminal {
  constructor(place) {
    this.place = place;
  }
  file(name) {
    const path = join(this.place, name);
    assert.ok(existsSync(path), `${name} is there`);
    return path;
  }
  run(code, ...options) {
    const { status, stdout, stderr, error } = spawnSync(process.env.CROSSBREAK_PROGRAM, options,
      { cwd: this.place, encoding: "utf8", env: { ...process.env, TZ: "Asia/Shanghai" } });
    assert.equal(error, undefined);
    assert.equal(status, code, `crossbreak ${options.join(" ")}: ${stderr}`);
    // Times, ids of events and the folder differ each time.
    const steady = (text) => text.replaceAll(`${this.place}/`, "").replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ?[(（][+-]\d\d:\d\d[)）]/g, "…")
      .replace(/ \(event [0-9a-f]+\)|（事件 [0-9a-f]+）/g, "").trimEnd().split("\n");
    const said = ["crossbreak", ...options.map((option) => (option.includes(" ") ? `"${option}"` : option))].join(" ");
    return { command: said, code, out: steady(stdout), err: steady(stderr) };
  }
}

const line_with = (lines, text) => {
  const found = lines.find((line) => line.includes(text));
  assert.ok(found, `'${text}' in: ${lines.join("\n")}`);
  return found.trim();
};

async function opened(browser, path, viewport) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1.5, timezoneId: "Asia/Shanghai", colorScheme: "light" });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  return page;
}
// Numbers on the picture: [what one names, "left" or "right", dx, dy], pixels from the upper corner of that side.
async function numbered(page, places) {
  await page.evaluate((all) => {
    for (const [number, selector, side, dx, dy] of all) {
      const box = document.querySelector(selector).getBoundingClientRect();
      const mark = document.body.appendChild(document.createElement("div"));
      mark.textContent = number;
      Object.assign(mark.style, { position: "absolute", left: `${box[side] + scrollX + dx}px`, top: `${box.top + scrollY + dy}px`, width: "24px",
        height: "24px", borderRadius: "12px", background: "#b5179e", color: "#fff", font: "bold 16px/24px sans-serif", textAlign: "center", zIndex: 99 });
    }
  }, places.map((place, i) => [String(i + 1), ...place]));
}
const own_text = (page, selector) => page.locator(selector).evaluate((element) =>
  [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ textContent }) => textContent).join("").trim());

async function write_guides(browser, language) {
  const place = join(work, language);
  mkdirSync(place);
  const terminal = new Terminal(place);
  const people = people_in[language];
  const ran = {};
  const take_picture = async (name, page, options) =>
    writeFileSync(join(folder, `${name}.${language}.png`), await with_palette(browser, await page.screenshot(options)));

  // The technician.
  copyFileSync(sample_run("deletions/deletions.eds"), join(place, "plate.eds"));
  copyFileSync(sample_run("contaminated_ntc/contaminated_ntc.eds"), join(place, "plate3.eds"));
  if (language === "zh") writeFileSync(join(place, "crossbreak.toml"), 'lang = "zh"\n');
  ran.call = terminal.run(0, "call", "plate.eds");
  ran.invalid = terminal.run(4, "call", "plate3.eds");
  ran.missing = terminal.run(3, "call", "plate4.eds");
  terminal.run(0, "inspect", "plate.eds");
  let page = await opened(browser, terminal.file("plate3.review.html"), { width: 1440, height: 900 });
  await ready(page);
  await numbered(page, [['.cell[data-well="B9"]', "right", -10, -14], ["#work li", "right", -30, 0]]);
  await page.locator("#plates").evaluate((plates) => { plates.style.overflow = "hidden"; });
  const box = await page.locator("#plates").boundingBox();
  const end = await page.locator("#work li").last().boundingBox();
  await take_picture("technician", page, { clip: { ...box, height: end.y + end.height - box.y } });
  await page.context().close();

  // The reviewer, on the page; then on the terminal.
  page = await opened(browser, terminal.file("plate.review.html"), { width: 1040, height: 660 });
  await ready(page);
  const labels = { export: await own_text(page, "#export"), open: await own_text(page, "#open-review"), not_kept: await own_text(page, "#not-kept"),
                   reviewer: await own_text(page, "#who label:first-child"), look: await own_text(page, '[data-filter="look"]') };
  for (const button of await page.locator("#verbs button").all()) {
    const action = await button.getAttribute("data-action");
    labels[action] = { name: await own_text(page, `#verbs [data-action="${action}"] .verb`), key: await button.getAttribute("data-key") };
  }
  await sign_in(page, people.reviewer);
  await accept_run_and_controls(page);
  await choose(page, "24-0105");
  await page.waitForFunction(() => document.getElementById("told").textContent === "");
  await numbered(page, [["#reviewer", "right", -28, 3], ["tr.subject.chosen", "left", 112, 2], ["#curves .chart", "left", 60, 20],
    ['#verbs [data-action="withdraw"]', "right", 8, 4], ["#export", "left", 20, -28]]);
  await take_picture("reviewer", page);
  await page.keyboard.press("r");
  await save_asked(page, { sets: ["D4-7", "D2-8"], code: "contamination_suspected" });
  labels.all_decided = await (async () => {
    for (let left = 20; left > 0 && !/^\D*24\D+24\D*$/.test(await page.locator("#progress").innerText()); --left) await page.keyboard.press("a");
    return page.locator("#progress").innerText();
  })();
  assert.match(labels.all_decided, /24\D+24/);
  const { name: reviewed, path } = await exported(page);
  copyFileSync(path, join(place, reviewed));
  await page.context().close();

  const others = `plate.${people.second}.review.json`;
  const signs = (code, record, name, meaning) => terminal.run(code, "review", "sign", `${record}/plate.calls.json`, "--by", name, "--meaning", meaning);
  terminal.run(0, "review", "decide", "plate.calls.json", "--by", people.second, "--accept", "all", "-o", others);
  ran.status = terminal.run(0, "review", "status", "plate.calls.json", reviewed);
  ran.undecided = terminal.run(5, "review", "status", "plate.calls.json");
  ran.conflict = terminal.run(5, "review", "status", "plate.calls.json", reviewed, others);
  ran.other_record = terminal.run(7, "review", "status", "plate3.calls.json", reviewed);
  ran.apply = terminal.run(0, "review", "apply", "plate.calls.json", reviewed, "-o", "released");
  const patients = (width, height) => opened(browser, terminal.file("released/plate.patients.html"), { width, height });
  const to_paper = async (opened_page) => {
    await opened_page.emulateMedia({ media: "print" });
    await opened_page.evaluate(() => { document.body.style.margin = "14px"; });
  };
  page = await patients(640, 360);
  await to_paper(page);
  await take_picture("preliminary", page);
  await page.context().close();
  // A well left out: the run is called again from its file.
  const without = "plate.without.review.json";
  terminal.run(0, "review", "decide", "plate.calls.json", reviewed, "--by", people.reviewer, "--exclude", "A6", "--code", "curve_artifact", "-o", without);
  terminal.run(0, "review", "apply", "plate.calls.json", without, "--inputs", ".", "-o", "without_A6");
  terminal.file("without_A6/plate.calls.json");
  ran.reviewed = signs(0, "released", people.reviewer, "reviewed");

  // The approver.
  ran.verify = terminal.run(0, "review", "verify", "released/plate.calls.json");
  ran.same_person = signs(2, "released", people.reviewer, "approved");
  ran.approved = signs(0, "released", people.approver, "approved");
  page = await patients(500, 900);
  await to_paper(page);
  await numbered(page, [[".page .call", "right", -32, 10], [".page .facts:last-of-type tr:nth-last-child(4) th", "right", -44, -4],
    [".page .facts:last-of-type tr:nth-last-child(3) th", "right", -44, 20]]);
  const first = await page.locator(".page").first().boundingBox();
  await take_picture("final", page, { clip: { x: 0, y: 0, width: 500, height: first.y + first.height } });
  await page.context().close();

  // What comes after it: another call, the next plate, a file that somebody changed, an amendment.
  ran.called_again = terminal.run(6, "call", "plate.eds");
  const next_design = readFileSync(sample_run("deletions/PLATE.toml"), "utf8").replaceAll("2024-03-04T", "2024-03-11T");
  writeFileSync(join(place, "next.toml"), next_design);
  terminal.run(0, "simulate", "next.toml", "--layout", "eds", "--seed", "1", "-o", "plate2.eds");
  ran.repeats = terminal.run(0, "call", "plate2.eds", "--repeats", "released/plate.repeats.csv");
  cpSync(place, join(work, `${language} changed`), { recursive: true });
  const changed = new Terminal(join(work, `${language} changed`));
  const released = changed.file("released/plate.released.csv");
  writeFileSync(released, readFileSync(released, "utf8").replace("24-0101", "24-0111"));
  ran.changed = changed.run(7, "review", "verify", "released/plate.calls.json");
  const amending = "plate.amend.review.json";
  terminal.run(0, "review", "decide", "plate.calls.json", reviewed, "--by", people.reviewer, "--reject", "24-0104", "--code", "sample_swap", "-o", amending);
  ran.amend = terminal.run(0, "review", "amend", "released/plate.calls.json", amending, "--reason", language === "zh" ? "标本调换" : "samples swapped", "-o", "amended");
  signs(0, "amended", people.reviewer, "reviewed");
  ran.amended = signs(0, "amended", people.approver, "approved");
  terminal.file("amended/plate.released.csv");

  const t = (en, zh) => marked_up(language === "zh" ? zh : en);
  const command = (step) => step.command.match(/"[^"]*"|\S+/g).map((word) => `<span class="whole">${escaped(word)}</span>`).join(" ");
  const lines = (all) => all.map(escaped).join("\n");
  const said = (step, answer = step.out) => `<b>$ ${command(step)}</b>\n${lines(answer)}`;
  const block = (texts, kind) => `<pre${kind ? ` class="${kind}"` : ""}>${texts.join("\n")}</pre>`;
  const quoted = code_of;
  const named = (name, beside = "") => (terminal.file(join(beside, name)), quoted(name));
  for (const [name, guide] of Object.entries(guides)) {
    const picture = (of, alt) => `<img src="${of}.${language}.png" alt="${escaped(alt)}">`;
    const { title, body } = guide({ t, ran, labels, amending, block, lines, said, quoted, named, picture, line_with });
    writeFileSync(join(folder, `${name}.${language}.html`), `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · crossbreak</title>
<style>
${readFileSync(new URL("guide.css", import.meta.url), "utf8")}</style>
</head>
<body>
${body.trim()}
<footer>${t("From simulated runs, by `make_guides.sh`; “…” stands for times and lines left out. No claim of compliance; the laboratory's procedure comes first.",
            "本页由`make_guides.sh`用模拟数据生成；“…”表示省略的时间或行。不声明符合任何法规，以本实验室的程序文件为准。")}</footer>
</body>
</html>
`);
  }
}

const browser = await launch();
try {
  for (const language of Object.keys(people_in)) await write_guides(browser, language);
} finally {
  await browser.close();
}
