// How much the page's script works over many patients and events: counted, without a browser. No module may look through
// all events for each item, nor through all that an event replaces for each of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import vm from "node:vm";

const folder = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../../src/reports/review_page");
const modules = ["report", "items", "standing", "events", "first_review", "review_files"];
const script = modules.map((name) => readFileSync(join(folder, `${name}.js`), "utf8")).join("\n");

// What browsers have, and Debian's node 18 has not.
const as_in_browsers = "Array.prototype.toReversed ??= function () { return [...this].reverse(); };" +
  "Array.prototype.toSorted ??= function (order) { return [...this].sort(order); };";
vm.runInThisContext(as_in_browsers);  // for the arrays that JSON.parse() makes here

// A page's functions over one well a patient, and how often they have looked: written JSON, by which they compare, or
// read the run of a well.
function page_of(count) {
  const patients = Array.from({ length: count }, (_, i) => ({ patient: i, sample: `P${i}`, repeat: 1, name: `P${i}`, text: 0, state: "deletion",
    sets: [{ set: "D4-7", state: "positive", wells: [i], reasons: [], flags: [] }] }));
  const column = (value) => patients.map((_, i) => value(i));
  const report = { wells: { name: column((i) => `W${i}`), run: column(() => 0), sample: column((i) => `P${i}`), target: column(() => "D4-7"), role: column(() => "unknown") },
    subjects: patients, texts: [""], sets: ["D4-7"], reference: null, inputs: [{ run: 0, file: "plate.eds" }], events: [] };
  const page = { looks: 0 };
  const counted = {
    stringify: (value) => { ++page.looks; return JSON.stringify(value); },
    parse: (text) => {
      const parsed = JSON.parse(text);
      parsed.wells.run = new Proxy(parsed.wells.run, { get: (runs, index) => { ++page.looks; return runs[index]; } });
      return parsed;
    },
  };
  const context = vm.createContext({ JSON: counted, words: { code_other: "", status_valid: "", impossible_event: "impossible", impossible_decision: "{file}: {sample} is no patient" }, known: new Map(), crypto: { subtle: {} },
    by_id: () => ({ textContent: JSON.stringify(report) }) });
  return Object.assign(page, vm.runInContext(`"use strict";\n${as_in_browsers}\n${script}\n({ items, standing_of, oldest_first, check_references, is_possible, first_events })`, context));
}

const event_on = (subject, index, more = {}) => ({ id: index.toString(16).padStart(32, "0"), at: "2026-03-06T08:15:30Z", zone: "+08:00", by: "Dr. Li",
  subject, action: "accept", code: null, words: null, old: null, new: null, replaces: [], ...more });

function looks_for(count, work) {
  const page = page_of(count);
  page.looks = 0;
  work(page);
  return page.looks;
}
function is_linear(work) {
  const [once, twice] = [200, 400].map((count) => looks_for(count, work));
  assert.ok(once > 0, "something is counted");
  assert.ok(twice <= 2 * once + 20, `${once} for 200, ${twice} for 400`);
}

test("what stands is found without a look at all events for each patient", () => {
  is_linear(({ items, standing_of }) => {
    const { stands } = standing_of(items.map((item, i) => event_on(item.about, i)));
    assert.equal(stands.filter(({ standing }) => standing === "decided").length, items.length);
  });
});

test("whether a well may be left out is found without a look at all wells", () => {
  is_linear(({ items, is_possible }) => {
    for (const [i] of items.slice(1).entries()) {
      assert.ok(is_possible(event_on({ run: 0, well: `W${i}` }, i, { action: "exclude", code: "other", words: "empty" })));
    }
  });
});

test("an event that replaces many is compared with each once", () => {
  is_linear(({ items, check_references }) => {
    const about = items[1].about;
    const many = items.map((_, i) => event_on(about, i, { by: `Dr. Li ${i}` }));
    const ids = many.map(({ id }) => id);
    const all = (more) => [...many, event_on(about, many.length, { by: "Dr. Wang", replaces: ids, ...more })];
    assert.throws(() => check_references("x.review.json", all()), (said) => said === "impossible");  // nobody differs
    many.at(-1).action = "reject";
    check_references("x.review.json", all());
  });
});

test("events of one second stand behind what they replace, however these are linked", () => {
  const { items, oldest_first } = page_of(1);
  const about = items[1].about;
  const each_all = [];  // each replaces all before it; ids go down, so that they alone would turn the order
  for (let i = 0; i < 60; ++i) each_all.push(event_on(about, 100 - i, { replaces: each_all.map(({ id }) => id) }));
  assert.deepEqual([...oldest_first([...each_all].reverse())], each_all);
  const chain = [];
  for (let i = 0; i < 20000; ++i) chain.push(event_on(about, 20000 - i, { replaces: chain.slice(-1).map(({ id }) => id) }));
  assert.deepEqual([...oldest_first([...chain].reverse())], chain);
  const circle = [event_on(about, 1, { replaces: [event_on(about, 2).id] }), event_on(about, 2, { replaces: [event_on(about, 1).id] })];
  assert.equal(oldest_first(circle).length, 2);
});

test("a decision of the first layout on no patient of the record is told with its sample, whatever else it lacks", async () => {
  const { first_events } = page_of(1);
  for (const decision of [{ sample: "nobody", decision: "accept" }, { sample: "nobody", repeat: 1, decision: "accept" }, { sample: "P0", repeat: 3, decision: "accept" }, {}, null])
    await assert.rejects(first_events("x.review.json", [decision]), (said) => said === `x.review.json: ${decision?.sample} is no patient`);
});
