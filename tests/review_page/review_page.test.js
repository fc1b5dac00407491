// The review page as a reviewer meets it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { address_of, launch, pages, ready, record_of, texts, visible_subjects, with_context, with_opened, with_page } from "./browser.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const hostile = "</script><img src=x onerror=alert(1)>";
const patients_first = ["2026-00417", "2026-00421", "2026-00433", "王秀英 0425", "2026-00430", "2026-00418",
                        "2026-00422", hostile, "1-2"];
// Facts of the record that tests compare with. Words of codes are the page's own.
const asking = (record, names) => names.map((name) => record.patients.find(({ sample }) => sample === name)).filter(({ review }) => review);
const page_data = (page) => page.evaluate(() => JSON.parse(document.getElementById("report").textContent));
const one_line = (text) => text.replace(/\s+/g, " ").trim();
const chosen_cells = (page) => page.locator(".cell.chosen").evaluateAll((cells) => cells.map((cell) => cell.dataset.well));
const focus_cell = (page) => page.locator('.cell[aria-selected="true"]').evaluateAll((cells) => cells.map((cell) => cell.dataset.well));

test("patients with a deletion come first, then those without a result, then the rest, then the controls", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    assert.deepEqual(await visible_subjects(page), [...patients_first, "NTC", "PC", "NC"]);
    assert.deepEqual((await texts(page, "tr.group")).map((text) => text.trim()),
      ["Deletion detected 3", "No result yet 2", "Not detected 4", "Controls 3"]);
    assert.deepEqual((await texts(page, "#counts button")).map(one_line),
      ["2 Deletion", "1 Mixed", "1 Inconclusive", "1 Invalid", "4 Not detected"]);
    const asked = asking(record_of("plate96"), patients_first).map(({ sample }) => sample);
    assert.ok(asked.includes("2026-00421") && asked.length < patients_first.length);
    assert.deepEqual((await texts(page, ".worklist strong")).map((text) => text.trim()), asked);
  }));

test("where a control failed the page says so first, and why", () =>
  with_page(browser, "failed_control.en.html", {}, async (page) => {
    const record = record_of("failed_control");
    assert.equal((await page.locator("#status").innerText()).trim(), "Run invalid");
    assert.equal(one_line((await texts(page, "#counts button"))[0]), "PC: failed");
    const { subjects } = await page_data(page);
    const words = Object.fromEntries(await page.locator("#filter-state option").evaluateAll((options) => options.map(({ value, text }) => [value, text])));
    const failed = record.controls.filter(({ outcome }) => outcome === "failed");
    assert.deepEqual(failed.map(({ sample, set }) => `${sample} ${set}`), ["PC D2-8"]);
    const patients = asking(record, subjects.filter(({ patient }) => patient !== undefined).map(({ sample }) => sample));
    assert.ok(patients.length > 0);
    const asked = (await texts(page, ".worklist li")).map(one_line);
    const steps = [...new Set(patients.map(({ next }) => next.en))];
    assert.ok(steps.length < patients.length, "one control concerns several patients");
    const who = ({ sample, call, deletions }) => `${sample} ${deletions.length ? deletions.join(" + ") : words[`call:${call}`]}`;
    assert.deepEqual(asked, [
      ...failed.map(({ sample, next }) => `${sample} failed ${next.en}`),
      ...steps.map((step) => one_line([...patients.filter(({ next }) => next.en === step).map(who), step].join(" ")))]);
  }));

test("the page opens with the whole run, and what asks for a look leads to its wells", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    assert.equal(await page.locator(".chosen").count(), 0);
    assert.equal(await page.locator(".plate .veil").getAttribute("d"), "");
    assert.equal(await page.locator(".all.dim").count(), 0);
    await page.locator(".worklist button").first().click();
    assert.deepEqual(await chosen_cells(page), ["A3", "B3", "C3", "D3", "E3", "F3", "G3", "H3"]);
    assert.notEqual(await page.locator(".plate .veil").getAttribute("d"), "");
  }));

for (const width of [1120, 1280, 1440, 1920]) {
  test(`at ${width} every column of the patient list, every switch and every column of the wells is in view`, () =>
    with_page(browser, "plate96.en.html", { viewport: { width, height: 720 } }, async (page) => {
      await page.locator("tr.subject", { hasText: "2026-00421" }).click();
      const inside = (section, found) => page.locator(section).evaluate((box, found) => {
        const edge = box.getBoundingClientRect().left + box.clientLeft + box.clientWidth;
        const rights = [...box.querySelectorAll(found)].map((element) => element.getBoundingClientRect().right);
        return { count: rights.length, out: rights.filter((right) => right > edge) };
      }, found);
      assert.deepEqual(await inside("#list", "thead th"), { count: 7, out: [] });
      assert.deepEqual(await inside("#chart", ".bar button"), { count: 10, out: [] });
      assert.deepEqual(await inside("#plates", ".wells thead th"), { count: 6, out: [] });
    }));
}

test("threshold labels lie a line apart", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await page.keyboard.press("Escape");
    for (const scale of ["linear", "log"]) {
      await page.locator(`[data-scale="${scale}"]`).click();
      const places = (await page.locator("#curves text.threshold").evaluateAll((labels) =>
        labels.map((label) => Number(label.getAttribute("y"))))).sort((a, b) => a - b);
      assert.ok(places.length > 0);
      places.forEach((y, i) => assert.ok(i === 0 || y - places[i - 1] >= 12.9, `${scale}: ${places}`));
    }
  }));

test("every Ct on the page is the record's, ours and the instrument's", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const record = record_of("plate96");
    const shown = (ct, status) => (ct === null ? status : ct.toFixed(2));
    // Nothing is asked of a positive control's reference gene: its wells are the control's all the same.
    const expected = record.wells.map((well) => [well.well, well.set, shown(well.ct, well.ct_status),
                                           shown(well.ct_instrument, well.ct_instrument_status)].join(" "));
    const seen = [];
    for (const row of await page.locator("tr.subject").all()) {
      await row.click();
      seen.push(...await page.locator(".wells tbody tr").evaluateAll((rows) => rows.map((line) =>
        [0, 1, 3, 4].map((cell) => line.cells[cell].innerText.trim()).join(" "))));
    }
    assert.equal(seen.length, 192);
    assert.deepEqual([...seen].sort(), [...expected].sort());
  }));

test("every set's Ct and result in the list is the record's", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    for (const patient of record_of("plate96").patients) {
      const row = page.locator("tr.subject").filter({ has: page.getByText(patient.sample, { exact: true }) });
      const cells = (await row.locator("td.set").evaluateAll((found) => found.map((cell) =>
        [cell.querySelector(".icon").getAttribute("aria-label"), cell.textContent].join(" ").trim())));
      const expected = [...patient.sets, patient.reference].map((set) =>
        [set.result, set.ct_mean === null ? "" : set.ct_mean.toFixed(2)].join(" ").trim());
      assert.deepEqual(cells, expected, patient.sample);
    }
  }));

test("the set, state, flag and name filters choose wells and patients, and Escape shows all again", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await page.selectOption("#filter-set", "D2-8");
    assert.equal((await chosen_cells(page)).length, 24);
    await page.selectOption("#filter-state", "well:late");
    assert.deepEqual(await chosen_cells(page), ["G8", "H8"]);
    assert.deepEqual(await visible_subjects(page), ["1-2"]);
    await page.locator("#clear").click();
    assert.deepEqual(await chosen_cells(page), []);

    await page.selectOption("#filter-flag", "second_set_weak");
    assert.deepEqual(await visible_subjects(page), ["2026-00421"]);
    await page.selectOption("#filter-flag", "");
    await page.locator("#search").fill("0425");
    assert.deepEqual(await visible_subjects(page), ["王秀英 0425"]);
    await page.locator("#search").fill("nobody");
    assert.deepEqual(await visible_subjects(page), []);
    assert.equal(await page.locator("#none-match").isVisible(), true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    assert.equal((await visible_subjects(page)).length, 12);

    await page.locator('#counts [data-call="mixed"]').click();
    assert.deepEqual(await visible_subjects(page), ["2026-00421"]);
    assert.deepEqual(await chosen_cells(page), ["A3", "B3", "C3", "D3", "E3", "F3", "G3", "H3"]);
  }));

test("a chosen patient shows the wells, the curves by name and the reasons", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await page.locator("tr.subject", { hasText: "2026-00421" }).click();
    assert.deepEqual(await chosen_cells(page), ["A3", "B3", "C3", "D3", "E3", "F3", "G3", "H3"]);
    assert.equal(await page.locator(".curve.picked").count(), 16);
    const { text, reasons } = record_of("plate96").patients.find(({ sample }) => sample === "2026-00421");
    assert.ok(one_line(await page.locator(".verdict").innerText()).includes(text.en));
    const why = one_line(await page.locator("#why").innerText());
    assert.equal(reasons[0].rule, "R10");
    for (const { words } of reasons) {
      assert.ok(why.includes(words.en), `${words.en} in: ${why}`);
    }
    assert.ok(why.includes(`R10 ${reasons[0].words.en}`), why);
  }));

test("a chosen well shows threshold, window, fit, residuals, and our Ct beside the instrument's", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await page.locator('.cell[data-well="E5"]').click();
    const detail = (await page.locator("#well-detail").innerText()).replace(/\s+/g, " ");
    const record = record_of("plate96");
    const index = record.wells.findIndex(({ well, set }) => well === "E5" && set === "D2-7");
    const well = record.wells[index];
    for (const said of ["Well E5 · D2-7 · inconclusive", `Ct ${well.ct.toFixed(2)}`, `Instrument's Ct ${well.ct_instrument.toFixed(2)}`,
                        `Threshold ${Number(well.threshold.toPrecision(4))} (file)`, `Baseline window cycles ${well.baseline_start}–${well.baseline_end} (file)`,
                        `residual SD ${record.curves[index].fit.residual_sd.toPrecision(3)}`, "IKZF1_D2-7", "BADROX = N",
                        ...well.verdict_reasons.map(({ words }) => words.en),
                        ...well.reasons.map(({ rule, words }) => `${rule} ${words.en}`)]) {
      assert.ok(detail.includes(said), `${said} in: ${detail}`);
    }
    for (const drawn of ["#curves .fit", "#curves rect.window", "#curves path.drop", "#residuals .stem"]) {
      assert.equal(await page.locator(drawn).count(), 1, drawn);
    }
    await page.locator('[data-signal="rn"]').click();
    assert.equal(await page.locator("#curves .fit").count(), 1);
    await page.locator('[data-signal="reporter"]').click();
    assert.equal(await page.locator("#curves .fit").count(), 0);
  }));

for (const [width, height] of [[1920, 1080], [1280, 800], [700, 900]]) {
  test(`nothing is wider than its place in a window of ${width} pixels, however long a name`, () =>
    with_page(browser, "plate96.en.html", { viewport: { width, height } }, async (page) => {
      await page.keyboard.press("f");
      const wide = await page.evaluate(() => {
        for (const name of document.querySelectorAll(".worklist bdi, .verdict bdi, tr.subject bdi")) name.textContent = "x".repeat(80);
        const beside = [...document.querySelectorAll(".worklist button")].every((button) => {
          const [mark, name] = [...button.children].map((child) => child.getBoundingClientRect());
          return mark.right <= name.left && mark.bottom > name.top;
        });
        const wider = [document.documentElement, ...document.querySelectorAll("main > section")]
          .filter((place) => place.scrollWidth > place.clientWidth).map((place) => place.id || place.tagName);
        return { beside, wider };
      });
      assert.deepEqual(wide, { beside: true, wider: [] });
    }));
}

test("of runs called together, controls and wells say which plate they are on", () =>
  with_page(browser, "two_plates.en.html", {}, async (page) => {
    assert.deepEqual((await texts(page, "#counts button.failed:not([data-call])")).map((text) => text.trim()),
      ["PC (plate 13.eds): failed"]);
    assert.equal((await visible_subjects(page)).filter((name) => name === "NTC (plate 13.eds)").length, 1);
    await page.keyboard.press("n");
    assert.deepEqual(await texts(page, "#subject .wells tr.group"), ["2026-03-05 IKZF1 plate 12.eds", "plate 13.eds"]);
    await page.locator('.plate[data-run="1"] .cell[data-well="E5"]').click();
    assert.equal(await page.locator("#well-title").innerText(), "Well E5 · plate 13.eds · D2-7 · inconclusive");
  }));

test("a click on a curve chooses its well", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await page.keyboard.press("Escape");
    const place = await page.locator("#curves .chart").evaluate((chart) => {
      const curve = chart.querySelector(".all .curve.inconclusive");
      const point = curve.getPointAtLength(curve.getTotalLength() - 200).matrixTransform(curve.getScreenCTM());
      return [point.x, point.y];
    });
    await page.mouse.click(...place);
    assert.deepEqual(await focus_cell(page), ["E5"]);
  }));

test("a curve under the pointer says which well it is", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const place = await page.locator("#curves .chart").evaluate((chart) => {
      const curve = chart.querySelector(".all .curve.inconclusive");
      const point = curve.getPointAtLength(curve.getTotalLength() - 200).matrixTransform(curve.getScreenCTM());
      return [point.x, point.y];
    });
    await page.mouse.move(...place);
    const { ct } = record_of("plate96").wells.find(({ well, set }) => well === "E5" && set === "D2-7");
    assert.deepEqual(await texts(page, "#curves .hover text"), [`E5 · 王秀英 0425 · D2-7 · Ct ${ct.toFixed(2)}`]);
    await page.mouse.move(5, 5);
    assert.equal(await page.locator("#curves .hover").count(), 0);
  }));

test("on both axes the curve of a well crosses its threshold at its Ct", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    await page.locator('.cell[data-well="A1"]').click();
    for (const scale of ["linear", "log"]) {
      await page.locator(`[data-scale="${scale}"]`).click();
      const { crossing, marker, threshold } = await page.locator("#curves .chart").evaluate((chart) => {
        const points = chart.querySelector('.curve.picked[data-curve="A1 D4-7"]').getAttribute("d")
          .split("M").at(-1).split("L").map((pair) => pair.split(" ").map((tenths) => Number(tenths) / 10));
        const level = Number(chart.querySelector("path.threshold").getAttribute("d").match(/M\S+ (\S+)L/)[1]);
        const i = points.findIndex(([, y]) => y < level);
        const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
        const at = chart.querySelector(".mark.positive").getAttribute("transform").match(/translate\((\S+) (\S+)\)/);
        return { crossing: x0 + ((level - y0) / (y1 - y0)) * (x1 - x0), marker: Number(at[1]), threshold: [level, Number(at[2])] };
      });
      // A cycle is 11.7 wide: a chord across it stays within a tenth of one.
      assert.ok(Math.abs(crossing - marker) < 1.2, `${scale}: curve crosses at ${crossing}, Ct drawn at ${marker}`);
      assert.equal(threshold[0], threshold[1]);
    }
    const ticks = (await texts(page, "#curves .tick.y")).map(Number);
    assert.ok(ticks.length >= 3 && ticks.every((tick, i) => i === 0 || Math.abs(tick / ticks[i - 1] - 10) < 1e-9), String(ticks));
    assert.ok(ticks.includes(1));
  }));

test("dyes and the passive reference are drawn in the instrument's units", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    assert.deepEqual(await texts(page, "#signals button"), ["ΔRn", "Rn", "Dye", "ROX"]);
    await page.locator('[data-signal="passive"]').click();
    const ticks = (await texts(page, "#curves .tick.y")).map(Number);
    const readings = record_of("plate96").curves.flatMap(({ passive }) => passive);
    const [low, high] = [Math.min(...readings), Math.max(...readings)];
    const step = ticks[1] - ticks[0];
    assert.ok(ticks.length > 2 && ticks.every((tick) => tick > low - step && tick < high + step), `${ticks} of ${low} to ${high}`);
    assert.ok(high - low < (ticks.length + 1) * step, `${ticks} of ${low} to ${high}`);
  }));

test("the keyboard goes everywhere", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const chosen = async () => (await texts(page, "tr.subject.chosen bdi")).map((text) => text.trim());
    const key = (name) => page.keyboard.press(name);
    await key("Escape");
    assert.deepEqual(await chosen(), []);
    for (const name of patients_first) {
      await key("n");
      assert.deepEqual(await chosen(), [name]);
    }
    await key("n");
    assert.deepEqual(await chosen(), [patients_first[0]]);
    await key("p");
    assert.deepEqual(await chosen(), ["1-2"]);

    const flagged = record_of("plate96").wells.filter(({ flags }) => flags.length).map(({ well }) => well);
    assert.ok(flagged.includes("E5") && flagged.includes("G8"));
    for (const well of [...flagged, flagged[0]]) {
      await key("f");
      assert.deepEqual(await focus_cell(page), [well]);
    }
    await key("F");
    assert.deepEqual(await focus_cell(page), [flagged.at(-1)]);

    await page.locator('.cell[data-well="E5"]').focus();
    await key("ArrowRight");
    assert.deepEqual(await focus_cell(page), ["E6"]);
    await key("ArrowUp");
    assert.deepEqual(await focus_cell(page), ["D6"]);
    await key("Escape");
    assert.deepEqual(await focus_cell(page), []);

    await key("l");
    assert.equal(await page.locator('[data-scale="log"]').getAttribute("aria-pressed"), "true");
    for (const [name, signal] of [["2", "rn"], ["3", "reporter"], ["4", "passive"], ["1", "delta_rn"]]) {
      await key(name);
      assert.equal(await page.locator(`[data-signal="${signal}"]`).getAttribute("aria-pressed"), "true");
    }
    await key("/");
    await page.keyboard.type("421");
    assert.deepEqual(await visible_subjects(page), ["2026-00421"]);
    await key("Escape");
    await key("Escape");
    await key("?");
    assert.equal(await page.locator("#help").isVisible(), true);
    await key("Escape");
    assert.equal(await page.locator("#help").isVisible(), false);
  }));

test("from the first tab stop on, all controls and the plate can be reached", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const reached = new Set();
    for (let i = 0; i < 90; ++i) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => {
        const at = document.activeElement;
        return at.id || at.dataset?.well || at.dataset?.signal || at.dataset?.scale || at.closest("tr.subject")?.querySelector("bdi").textContent;
      }));
    }
    for (const stop of ["export", "print", "search", "filter-set", "filter-state", "filter-flag", "clear", "A1", "delta_rn", "log", ...patients_first, "PC"]) {
      assert.ok(reached.has(stop), `${stop} in ${[...reached]}`);
    }
  }));

test("hostile and Chinese names are only ever text", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    assert.equal(await page.locator("img").count(), 0);
    assert.deepEqual(await page.locator("script").evaluateAll((scripts) => scripts.map(({ type, id }) => type + " " + id)),
      ["application/json report", "text/plain program", " ", " "]);
    await page.getByText(hostile, { exact: true }).first().click();
    assert.match(await page.locator(".verdict h2").innerText(), /<\/script><img src=x onerror=alert\(1\)>/);
    await page.locator("tr.subject", { hasText: "王秀英" }).click();
    assert.match(await page.locator(".verdict h2").innerText(), /王秀英 0425/);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator("img").count(), 0);
  }));

test("a page of one dye a well, with every state of a patient, draws all it has", () =>
  with_page(browser, "example.en.html", {}, async (page) => {
    const record = record_of("example");
    assert.equal(await page.locator(".cell").count(), new Set(record.wells.map((well) => well.well)).size);
    assert.deepEqual((await texts(page, "#counts button")).map(one_line),
      ["1 Deletion", "1 Mixed", "1 Inconclusive", "1 Invalid", "2 Incomplete", "2 Not detected"]);
    const notes = one_line(await page.locator("#notes").innerText());
    assert.ok(record.run.issues.some(({ code }) => code === "encoding_guessed"));
    for (const { place, words } of record.run.issues) assert.ok(notes.includes(`${place} ${words.en}`), `${words.en} in: ${notes}`);
  }));

test("the Chinese page speaks Chinese throughout", () =>
  with_page(browser, "plate96.zh.html", {}, async (page) => {
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
    await page.locator("tr.subject", { hasText: "2026-00421" }).click();
    assert.match(await page.locator(".verdict").innerText(), /检出多种外显子缺失（混合型）/);
    const left = (await page.locator("body").innerText()).replace(/SHA-256 \w+/g, "")
      .match(/\b(deletion|detected|positive|negative|threshold|window|patient|well|cycle|passed|failed)\b/gi);
    assert.equal(left, null);
  }));

// The curves of the lower layer, where wells drawn alike share a path, beside those of the wells one by one.
function strays() {
  const stretches = (path) => path.getAttribute("d").split("M").slice(1)
    .map((stretch) => stretch.split("L").map((pair) => pair.split(" ").map(Number)));
  const y_at = (points, x) => {
    const i = points.findIndex(([here]) => here >= x);
    if (i < 0 || points[0][0] > x) return NaN;
    if (points[i][0] === x) return points[i][1];
    const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
    return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  };
  const style = (path, set) => path.getAttribute("class").replace(" picked", "") + " " + set;
  const drawn = Map.groupBy(document.querySelectorAll(".all .curve"), (path) => style(path, path.dataset.set));
  const wells = [...document.querySelectorAll(".curve.picked")].map((path) => ({
    name: path.dataset.curve, points: stretches(path)[0],
    outlines: drawn.get(style(path, path.dataset.curve.split(" ")[1])).flatMap(stretches) }));
  const pixel = 10;
  return { count: wells.length, strays: wells.filter(({ points, outlines }) =>
    !outlines.some((outline) => points.every(([x, y]) => Math.abs(y_at(outline, x) - y) <= pixel))).map(({ name }) => name) };
}

for (const [plate, count] of [["plate96", 96], ["plate384", 384]]) {
  test(`in ${plate} every curve lies among all others within a pixel of where it is drawn alone`, () =>
    with_page(browser, `${plate}.en.html`, {}, async (page) => {
      for (const drawn_by of ["program", "script"]) {
        const seen = [];
        for (const set of ["D4-7", "D4-8", "D2-7", "D2-8", "ALB"]) {
          await page.selectOption("#filter-set", set);
          const found = await page.evaluate(strays);
          assert.deepEqual(found.strays, [], `${set}, drawn by the ${drawn_by}`);
          seen.push(found.count);
        }
        assert.deepEqual(seen, [count / 4, count / 4, count / 4, count / 4, count]);
        await page.locator('[data-signal="rn"]').click();
        await page.locator('[data-signal="delta_rn"]').click();
      }
    }));
}

for (const file of ["plate96.en.html", "plate384.en.html", "wild96.en.html", "example.zh.html"]) {
  test(`the script draws the axes of ${file} as the program did`, () =>
    with_page(browser, file, {}, async (page) => {
      const axes = () => page.locator("#curves .axes").evaluate((group) => [...group.children].map((element) =>
        [element.getAttribute("class"), element.textContent, ...["x", "y", "d"].map((name) => element.getAttribute(name) ?? "")].join(" ")));
      const beyond = () => page.locator("#beyond").innerHTML();
      const [axes_before, beyond_before] = [await axes(), await beyond()];
      assert.ok(axes_before.length > 20);  // the program writes places in hundredths
      await page.locator('[data-signal="rn"]').click();
      assert.notEqual((await axes()).join(), axes_before.join());
      await page.locator('[data-signal="delta_rn"]').click();
      const axes_after = await axes();
      assert.equal(axes_after.length, axes_before.length);
      axes_after.forEach((line, i) => {
        const [after, before] = [line, axes_before[i]].map((text) => text.split(/(-?\d+(?:\.\d+)?)/));
        assert.deepEqual(after.map((part, k) => (k % 2 ? "" : part)), before.map((part, k) => (k % 2 ? "" : part)));
        after.forEach((part, k) => assert.ok(!(k % 2) || Math.abs(part - before[k]) < 0.0051, `${line} and ${axes_before[i]}`));
      });
      assert.equal(await beyond(), beyond_before);
    }));
}

// A mail gateway that adds one blank to the script makes its hash another one: the policy then lets nothing run.
const without_script = {
  "without JavaScript": { javaScriptEnabled: false },
  "with a script that the policy refuses": { altered: true },
};
for (const [title, { altered = false, ...options }] of Object.entries(without_script)) test(`${title} the page still shows every patient, plate, curves and limits`, () => with_context(browser, options, async (context) => {
  const page = await context.newPage();
  const refused = [];
  page.on("console", (message) => refused.push(message.text()));
  if (altered) {
    await page.route("**/plate384.en.html", async (route) => route.fulfill({ contentType: "text/html",
      body: readFileSync(join(pages, "plate384.en.html"), "utf8").replace("<script>", "<script> ") }));
  }
  await page.goto(address_of("plate384.en.html"));
  await page.locator("tr.subject").last().waitFor({ state: "visible" });
  assert.equal(refused.filter((text) => text.includes("Content Security Policy")).length, altered ? 1 : 0);
  assert.equal(await page.locator("body[data-ready]").count(), 0);
  const shown = async (selector) => {
    const seen = await page.locator(selector).all();
    return (await Promise.all(seen.map((element) => element.isVisible()))).filter(Boolean).length;
  };
  assert.equal(await shown("tr.subject"), record_of("plate384").patients.length + 3);
  const record = record_of("plate384");
  assert.equal(await shown(".worklist button"), record.patients.filter(({ review }) => review).length);
  assert.ok(record.controls.every(({ outcome }) => outcome === "passed"));
  assert.equal(await shown(".plate"), 1);
  assert.ok(await shown(".plate .mark") >= 5);
  assert.ok(await shown(".all .curve") >= 10);
  assert.ok(await shown(".plate .edge") === 16 + 24);
  assert.match(await page.locator("footer").innerText(), /The test sees only four deletions/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await shown("tr.subject"), record_of("plate384").patients.length + 3);
  await page.emulateMedia({ media: "screen" });
  if (!altered) assert.match(await page.locator(".notice").first().innerText(), /switched off/);
}));

// A browser keeps frames from a page that nobody sees, and hands them out once it is shown.
test("a page that no frame is drawn of stands whole, and starts all the same", () => with_context(browser, {}, async (context) => {
  const page = await context.newPage();
  await page.addInitScript(() => { window.requestAnimationFrame = () => 0; });
  await page.goto(address_of("plate96.en.html"));
  assert.equal(await page.locator("tr.subject").count(), record_of("plate96").patients.length + 3);
  await ready(page);
  await page.keyboard.press("n");
  assert.equal(await page.locator("tr.subject.chosen").count(), 1);
}));

test("384 wells are drawn and chosen like 96", () =>
  with_page(browser, "plate384.en.html", {}, async (page) => {
    assert.equal(await page.locator(".cell").count(), 384);
    await page.locator('.cell[data-well="P24"]').click();
    assert.match(await page.locator("#well-title").innerText(), /Well P24 · D2-8/);
  }));

test("the axes say what they show", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const titles = [];
    for (const signal of ["delta_rn", "rn", "reporter", "passive"]) {
      await page.locator(`[data-signal="${signal}"]`).click();
      titles.push(...await texts(page, "#curves .title"));
    }
    await page.keyboard.press("1");
    await page.keyboard.press("l");
    titles.push(...await texts(page, "#curves .title"));
    assert.deepEqual(titles, ["ΔRn", "Rn", "Dye FAM, VIC", "ROX", "ΔRn, Log"]);
    assert.equal(await page.locator("#curves text", { hasText: "Cycle" }).count(), 1);
  }));

test("a well without passive reference does not flatten the others: it goes beyond the axis, which says so", () =>
  with_page(browser, "wild96.en.html", {}, async (page) => {
    const highest = async () => Math.max(...(await texts(page, "#curves .tick.y")).map(Number));
    assert.ok(await highest() < 10);
    assert.equal(await page.locator("#beyond").innerText(), "Beyond this axis, choose to see: B1 D4-7 B1 ALB");
    await page.locator("#beyond button").first().click();
    assert.match(await page.locator("#well-title").innerText(), /Well B1 · D4-7/);
    assert.ok(await highest() > 100);
    await page.keyboard.press("Escape");
    assert.ok(await highest() < 10);
  }));

test("the policy lets nothing else run, and nothing out", () => with_opened(browser, "plate96.en.html", {}, async (page) => {
  const blocked = await page.evaluate(async () => {
    const violations = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => violations.push(effectiveDirective));
    const add = (tag, attributes) => document.body.append(Object.assign(document.createElement(tag), attributes));
    add("script", { textContent: "window.ran = true" });
    add("img", { src: "data:image/png;base64,AAAA" });
    add("style", { textContent: "body { display: none }" });
    const sent = await fetch("https://example.org/").then(() => "sent", () => "refused");
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { ran: window.ran ?? false, sent, hidden: getComputedStyle(document.body).display === "none", violations: violations.sort() };
  });
  assert.deepEqual(blocked, { ran: false, sent: "refused", hidden: false,
                              violations: ["connect-src", "img-src", "script-src-elem", "style-src-elem"] });
}));

test("filter, choose, look and decide without a pointer", () =>
  with_page(browser, "plate96.en.html", {}, async (page) => {
    const key = (name) => page.keyboard.press(name);
    const tab_to = async (id) => {
      for (let i = 0; i < 60; ++i) {
        if (await page.evaluate(() => document.activeElement.id) === id) return;
        await key("Tab");
      }
      assert.fail(`no tab stop ${id}`);
    };
    await tab_to("filter-flag");
    await page.keyboard.type("reference");
    const record = record_of("plate96");
    const failed = record.patients.filter(({ flags }) => flags.includes("reference_failed")).map(({ sample }) => sample);
    assert.deepEqual(failed, ["2026-00430"]);
    assert.deepEqual(await visible_subjects(page), failed);
    await key("Escape");
    await key("n");
    assert.match(await page.locator(".verdict").innerText(), /2026-00430/);
    await key("f");
    assert.equal((await focus_cell(page)).length, 1);
    assert.match(await page.locator("#well-detail").innerText(), /Threshold/);
    await key("N");
    await key("a");
    assert.equal(await page.evaluate(() => document.activeElement.id), "reviewer");
    await page.keyboard.type("Dr. Li");
    await key("Enter");
    assert.equal(await page.locator("#progress").innerText(), "1 of 24 decided");
  }));
