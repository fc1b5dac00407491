"""Reads a workbook back with openpyxl and compares it with the record of the same report.

usage: check_workbook.py WRITE_EXAMPLE REPORT LANGUAGE

WRITE_EXAMPLE is crossbreak_write_example, REPORT one of its reports, LANGUAGE en or zh.
"""
import hashlib
import io
import json
import math
import re
import subprocess
import sys
import unittest
import zipfile

import openpyxl

program, report_name, language = sys.argv[1:4]
SHEETS = {
    "en": ["Calls", "Wells", "Controls", "Curves", "Plate", "Methods"],
    "zh": ["判定结果", "孔", "对照", "曲线", "孔板", "方法"],
}[language]
CALL_HEADER = {"en": "Patient", "zh": "患者"}[language]
# Reasons that nothing happened: for explain, not for the first sheet.
ONLY_CONFIRM = {("R12", "stands"), ("R13", "call_stands")}
SYMBOLS = {"deletion": "●", "mixed": "◆", "not_detected": "○", "inconclusive": "?", "invalid": "×", "incomplete": "…",
           "positive": "●", "negative": "○", "late": "◔", "left_out": "…", "missing": "…"}
FAILED_CONTROL = ("failed-control", "two-plates", "long-names")  # reports that have one


def written(output):
    return subprocess.run([program, report_name, output], check=True, capture_output=True).stdout


def same(cell, number):
    """libxlsxwriter writes 16 significant digits, all of them: the README's limits say so."""
    return isinstance(cell, (int, float)) and cell == float(f"{number:.16G}")


# Of patients whose result does not leave the laboratory.
OUTCOMES = {"en": {"withheld": "withheld", "repeat_requested": "repeat requested"},
            "zh": {"withheld": "不发出", "repeat_requested": "已要求复检"}}


class Workbook(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bytes = written("xlsx" if language == "en" else "xlsx-zh")
        cls.record = json.loads(written("record"))
        cls.book = openpyxl.load_workbook(io.BytesIO(cls.bytes))

    def rows(self, sheet, header):
        """The rows below the header row, whose first cell is `header`, to the first empty one, as dictionaries by
        heading."""
        rows = list(self.book[sheet].iter_rows(values_only=True))
        at = next(i for i, row in enumerate(rows) if row[0] == header)
        end = next((i for i, row in enumerate(rows) if i > at and not any(row)), len(rows))
        return [dict(zip(rows[at], row)) for row in rows[at + 1:end]]

    def below_the_calls(self):
        """The first sheet's lines below its table."""
        rows = [row[0] for row in self.book[SHEETS[0]].iter_rows(values_only=True)]
        return rows[rows.index(CALL_HEADER) + len(self.record["patients"]) + 2:]

    def test_the_sheets_stand_in_their_order(self):
        self.assertEqual(self.book.sheetnames, SHEETS)

    def failed_wells(self):
        record = self.record
        judged = [control for control in record["controls"] if control["outcome"] == "failed"]
        judged += [patient["reference"] for patient in record["patients"]
                   if patient["reference"] and patient["reference"]["result"] == "invalid"]
        return {well for one in judged for well in one["well_indices"]}

    def test_the_same_bytes_again(self):
        self.assertEqual(written("xlsx" if language == "en" else "xlsx-zh"), self.bytes)

    def test_created_is_the_run_date(self):
        run_date = self.record["inputs"][0]["run_date"]
        self.assertEqual(self.book.properties.created.isoformat() + "Z", run_date)

    def test_no_time_of_writing_in_the_archive(self):
        times = {member.date_time for member in zipfile.ZipFile(io.BytesIO(self.bytes)).infolist()}
        self.assertEqual(times, {(1980, 1, 1, 0, 0, 0)})

    def test_one_row_for_each_patient_with_its_call_and_each_ct(self):
        rows = self.rows(SHEETS[0], CALL_HEADER)
        self.assertEqual(len(rows), len(self.record["patients"]))
        for row, patient in zip(rows, self.record["patients"]):
            cells = list(row.values())
            self.assertEqual(cells[0], patient["sample"])
            self.assertTrue(cells[1].startswith(SYMBOLS[patient["call"]]), cells[1])
            self.assertEqual(cells[2] or "", ", ".join(patient["deletions"]))
            self.assertEqual(bool(cells[3]), patient["review"])
            for called in patient["sets"]:
                cell = row[called["set"] + " Ct"]
                if called["ct_mean"] is None:
                    self.assertTrue(cell.startswith(SYMBOLS[called["result"]]), cell)
                else:
                    self.assertTrue(same(cell, called["ct_mean"]), (cell, called["ct_mean"]))
            self.check_text(row[{"en": "Report text", "zh": "报告文字"}[language]], cells[1], patient)
            reasons = row[{"en": "Reasons", "zh": "理由"}[language]] or ""
            self.assertEqual(reasons, {"en": "; ", "zh": "；"}[language].join(
                reason["words"][language] for reason in patient["reasons"]
                if (reason["rule"], reason["outcome"]) not in ONLY_CONFIRM))
            self.assertEqual(row[{"en": "Next step", "zh": "下一步"}[language]] or "",
                             patient["next"][language] if patient["next"] else "")

    def check_text(self, text, call, patient):
        """What a reviewer decided otherwise stands behind the patient's text, and beside the call."""
        expected = patient["text"][language]
        outcome = OUTCOMES[language].get(patient.get("outcome"))
        if "computed" not in patient and outcome is None:
            self.assertEqual(text, expected)
            return
        self.assertTrue(text.startswith(expected), text)
        if outcome is not None:
            self.assertIn("A. Reviewer", text)
            self.assertIn(outcome, call)
        if "computed" not in patient:
            return
        changed = {"en": "computed not detected, changed to inconclusive", "zh": "程序判定未检出，人工改为可疑"}[language]
        self.assertIn(changed, text)
        self.assertIn(changed, call)
        self.assertIn({"en": "D2-8: computed negative, changed to inconclusive",
                       "zh": "D2-8：程序判定阴性，人工改为可疑"}[language], text)

    def head(self, line):
        """The line of the first sheet's head, from 1; the laboratory's own, where there is one, is line 0."""
        return self.book[SHEETS[0]].cell(line + ("laboratory" in self.record), 1).value

    def test_the_laboratory_stands_on_top_where_the_record_has_its_head(self):
        self.assertEqual("laboratory" in self.record, report_name == "released")
        if report_name == "released":
            self.assertEqual(self.head(0), {"en": "Molecular Laboratory, Haematology, 1 Main Street, +86 10 1",
                                            "zh": "分子实验室，血液科，大街1号，+86 10 1"}[language])
        self.assertTrue(self.head(1).startswith(self.record["panel"]["gene"] + "  "))

    def test_the_first_sheet_says_the_status_and_who_signed(self):
        line = self.head(3)
        if report_name != "released":
            self.assertEqual(line, {"en": "Status: preliminary", "zh": "状态：初步结果，未经审核"}[language])
            return
        self.assertTrue(any("computed" in patient for patient in self.record["patients"]))
        self.assertTrue(line.startswith(
            {"en": "Status: final.   Not released: 00123 (withheld); 00124 (repeat requested).   "
                   "Signatures: reviewed by A. Reviewer, 2026-03-06 16:15:30 (+08:00)",
             "zh": "状态：最终结果。  不发出的结果：00123（不发出）；00124（已要求复检）。  "
                   "签名：A. Reviewer审核，2026-03-06 16:15:30（+08:00）"}[language]), line)
        self.assertIn({"en": "(typed names, identity not verified)",
                       "zh": "（姓名为手工输入，身份未经核实）"}[language], line)

    def test_the_first_sheet_says_what_was_run_when_by_whom_and_with_what(self):
        line = self.head(5)
        record = self.record
        stands = hashlib.sha256(written("record")).hexdigest()
        self.assertTrue(line.endswith({"en": "Record, SHA-256: ", "zh": "记录SHA-256："}[language] + stands), line)
        for item in record["inputs"]:
            for key in ("run_date", "operator", "barcode"):
                self.assertIn(item[key] or {"en": "none", "zh": "无"}[language], line)
        self.assertIn(f"{record['panel']['id']} {record['panel']['version']}", line)
        self.assertIn(f"{record['tool']['name']} {record['tool']['version']}", line)

    def test_the_first_sheet_ends_with_warnings_and_next_steps(self):
        warnings, steps = {"en": ("Warnings", "Next steps"), "zh": ("警告", "下一步")}[language]
        lines = self.below_the_calls()
        self.assertEqual(lines[0], warnings)
        at = lines.index(steps)
        issues = [issue for issue in self.record["run"]["issues"] if issue["severity"] != "note"]
        none = {"en": "none", "zh": "无"}[language]
        self.assertEqual(len(lines[1:at]), max(1, len(issues)))
        for line, issue in zip(lines[1:at], issues or [{"words": {language: none}}]):
            self.assertTrue(line.endswith(issue["words"][language]), line)
        asked = {}  # who is asked the same stands on one line
        for one in [*self.record["controls"], *self.record["patients"]]:
            if one["next"]:
                asked.setdefault(one["next"][language], []).append(one["sample"])
        self.assertEqual(len(lines[at + 1:]), max(1, len(asked)))
        for line, (step, samples) in zip(lines[at + 1:], asked.items() or [(none, [])]):
            self.assertTrue(line.endswith(step), line)
            end = 0
            for place, sample in enumerate(samples):
                before = {"en": ", ", "zh": "，"}[language] if place else ""
                found = line.find(before + sample, end)
                self.assertTrue(found > 0 if place else found == 0, f"{sample} in its order in: {line}")
                end = found + len(before + sample)
        if report_name == "failed-control":
            self.assertTrue(any("PC D2-8" in line for line in lines[at + 1:]), lines)

    def test_the_head_names_the_controls_that_failed_and_the_plate_where_there_are_several(self):
        line = self.head(2)
        files = [item["file"] for item in self.record["inputs"]]
        failed = [control for control in self.record["controls"] if control["outcome"] == "failed"]
        names = [f"{control['sample']} {control['set']}" + (f" ({files[control['run']]})" if len(files) > 1 else "")
                 for control in failed]
        self.assertEqual(bool(names), report_name in FAILED_CONTROL)
        if names:
            self.assertIn(": " + ", ".join(names), line)
        else:
            self.assertEqual(line.count(": "), {"en": 1, "zh": 0}[language], line)  # "Controls: 12 of 12 passed"

    def test_no_text_is_cut_off_by_its_row(self):
        """Roughly: a letter is as wide as a column's unit, times its size over 11; a line as high as 1.2 sizes."""
        merged = {area.min_row: sum(self.book[SHEETS[0]].column_dimensions[openpyxl.utils.get_column_letter(c)].width
                                    for c in range(area.min_col, area.max_col + 1))
                  for area in self.book[SHEETS[0]].merged_cells.ranges}
        head = 7 + ("laboratory" in self.record)
        below = head + len(self.record["patients"]) + 2
        self.assertEqual(sorted(merged), [*range(1, head), *range(below, below + len(self.below_the_calls()))])
        for name, columns in ((SHEETS[0], (1,)), (SHEETS[1], (3,)), (SHEETS[2], (2, 5, 9)), (SHEETS[5], (1, 2))):
            sheet = self.book[name]
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.column not in columns or not isinstance(cell.value, str):
                        continue
                    if not cell.alignment.wrap_text and sheet.cell(cell.row, cell.column + 1).value is None:
                        continue  # runs on into the next cell
                    width = sheet.column_dimensions[cell.column_letter].width
                    if name == SHEETS[0]:
                        width = merged.get(cell.row, width)
                    lines = sum(max(1, math.ceil((len(line) + sum("\u2e80" < letter for letter in line))
                                                 * cell.font.size / 11 / width)) for line in cell.value.split("\n"))
                    height = sheet.row_dimensions[cell.row].height or 15
                    self.assertGreaterEqual(height, lines * 1.2 * cell.font.size, (name, cell.coordinate, cell.value))
                    self.assertTrue(cell.alignment.wrap_text or lines == 1, (name, cell.coordinate))

    def test_a_ct_shows_two_decimals_and_its_symbol(self):
        sheet = self.book[SHEETS[0]]
        shown = {cell.number_format for row in sheet.iter_rows() for cell in row if cell.data_type == "n" and cell.value}
        self.assertIn('"● "0.00', shown)
        self.assertTrue(all(text.endswith("0.00") for text in shown), shown)

    def test_samples_stay_text(self):
        for sheet, column in ((SHEETS[0], 1), (SHEETS[1], 3)):
            for cell in next(self.book[sheet].iter_cols(min_col=column, max_col=column)):
                self.assertIn(cell.data_type, ("s", "n") if cell.value is None else ("s",), cell.coordinate)

    def test_nothing_became_a_formula_or_a_link(self):
        for sheet in self.book:
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertNotEqual(cell.data_type, "f", cell.coordinate)
                    self.assertIsNone(cell.hyperlink)

    def test_one_row_for_each_well_with_all_its_numbers(self):
        rows = [list(row.values()) for row in self.rows(SHEETS[1], {"en": "File", "zh": "文件"}[language])]
        wells = self.record["wells"]
        self.assertEqual(len(rows), len(wells))
        self.assertIn(str(len(wells)), self.book[SHEETS[1]].cell(1, 1).value)
        for row, well in zip(rows, wells):
            self.assertEqual(row[0], self.record["inputs"][well["input"]]["file"])
            self.assertEqual(row[1:5], [well["well"], well["sample"], well["target"], well["set"]])
            self.assertTrue(row[6].startswith(SYMBOLS[well["state"]]), row[6])
            for at, field in ((7, "ct"), (9, "ct_instrument"), (10, "threshold"), (18, "baseline_start"),
                              (19, "baseline_end")):
                if well[field] is None:
                    self.assertIsNone(row[at])
                else:
                    self.assertTrue(same(row[at], well[field]), (well["well"], field))

    def test_only_a_patients_own_positive_wells_look_detected_and_failed_ones_say_so(self):
        record, sheet = self.record, self.book[SHEETS[1]]
        header = next(row[0].row for row in sheet.iter_rows() if row[0].value == {"en": "File", "zh": "文件"}[language])
        failed = self.failed_wells()
        references = {patient["reference"]["set"] for patient in record["patients"] if patient["reference"]}
        self.assertTrue(references)
        for at, well in enumerate(record["wells"]):
            cell = sheet.cell(header + 1 + at, 7)
            own = well["role"] == "unknown" and well["set"] not in references
            colour = cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else None
            self.assertEqual(colour == "FBD5BC", own and well["state"] == "positive" and at not in failed, cell.coordinate)
            self.assertEqual(colour == "9B1C1C", at in failed, cell.coordinate)
            self.assertEqual("×" in cell.value, at in failed, cell.value)

    def test_one_row_for_each_control(self):
        rows = list(self.book[SHEETS[2]].iter_rows(min_row=2, values_only=True))
        self.assertEqual([(row[1], row[3]) for row in rows],
                         [(control["sample"], control["set"]) for control in self.record["controls"]])
        failed = [control["outcome"] == "failed" for control in self.record["controls"]]
        self.assertEqual([row[0].startswith("×") for row in rows], failed)
        self.assertEqual(any(failed), report_name in FAILED_CONTROL)

    def test_a_column_of_delta_rn_for_each_curve(self):
        sheet = self.book[SHEETS[3]]
        columns = {}
        names = next(row for row in sheet.iter_rows() if row[0].value == {"en": "Cycle", "zh": "循环"}[language])
        first = names[0].row + 4
        for name in names[1:]:
            columns.setdefault((name.value, sheet.cell(name.row + 1, name.column).value), []).append(name.column)
        wells = self.record["wells"]
        for curve, well in zip(self.record["curves"], wells):
            column = columns[(f"{well['well']} {well['sample']}", well["target"])].pop(0)
            for cycle, number in enumerate(curve["delta_rn"]):
                cell = sheet.cell(first + cycle, column).value
                self.assertTrue(cell is None if number is None else same(cell, number), (well["well"], cycle))
        left = [name for name, found in columns.items() if found and name[1] is not None]
        self.assertEqual(left, [])

    def test_each_set_has_a_linear_and_a_logarithmic_chart_of_all_its_curves(self):
        charts = self.book[SHEETS[3]]._charts
        sets = {}
        for well in self.record["wells"]:
            sets.setdefault(well["set"], []).append(well)
        series = {"linear": 0, "log": 0}
        for chart in charts:
            count = len(chart.series)
            self.assertLessEqual(count, 255)
            series["log" if chart.y_axis.scaling.logBase else "linear"] += count
        self.assertEqual(series["linear"], series["log"])
        drawn = 0
        for chart in charts:
            wells = [well for well, _, _ in self.drawn(chart) if well]
            drawn += len(wells)
            # One line for each threshold of the chart's wells.
            thresholds = {well["threshold"] for well in wells} - {None}
            self.assertEqual(len(chart.series) - len(wells), len(thresholds))
        self.assertEqual(drawn, 2 * len(self.record["wells"]))
        parts = sum(math.ceil(len(wells) / 254) for wells in sets.values())
        self.assertEqual(len(charts), 2 * parts)

    def drawn(self, chart):
        """[(well or None for a threshold, its delta Rn, the series)] of a chart."""
        sheet = self.book[SHEETS[3]]
        header = next(row[0].row for row in sheet.iter_rows() if row[0].value == {"en": "Cycle", "zh": "循环"}[language])
        files = [item["file"] for item in self.record["inputs"]]
        wells = {(f"{well['well']} {well['sample']}", well["target"], files[well["input"]]): well
                 for well in self.record["wells"]}
        found = []
        for series in chart.series:
            cells = openpyxl.utils.range_boundaries(series.yVal.numRef.f.split("!")[1].replace("$", ""))
            column, first, last = cells[0], cells[1], cells[3]
            numbers = [sheet.cell(row, column).value for row in range(first, last + 1)]
            name = tuple(sheet.cell(header + row, column).value for row in range(3))
            found.append((wells.get(name), [number for number in numbers if number is not None], series))
        return found

    def test_an_axis_ends_where_the_curves_that_count_end_and_only_a_well_left_out_leaves_it(self):
        cut = 0
        for chart in self.book[SHEETS[3]]._charts:
            drawn = self.drawn(chart)
            out = [value for well, values, _ in drawn if well and well["state"] == "left_out" for value in values]
            rest = [value for well, values, _ in drawn if not (well and well["state"] == "left_out") for value in values]
            axis = chart.y_axis.scaling
            if axis.max is None:
                # Nothing was cut: what was left out lies within a step of the rest.
                self.assertLess(max(out, default=0), 10 * max(rest))
                continue
            cut += 1
            self.assertGreater(max(out), axis.max)
            self.assertGreaterEqual(axis.max, max(rest))
            self.assertLessEqual(axis.max, (10 if axis.logBase else 2) * max(rest))
            if not axis.logBase and axis.min is not None:
                self.assertLessEqual(axis.min, min(rest))
        # The plate with a wild well has it in two sets, a linear and a logarithmic chart each.
        wild = {well["set"] for well in self.record["wells"] if well["well"] == "B1"}
        self.assertEqual(cut, 2 * len(wild) if report_name == "wild96" else 0)

    def test_a_curve_that_failed_its_control_is_black_and_no_other_is(self):
        failed = self.failed_wells()
        identities = {id(well): at for at, well in enumerate(self.record["wells"])}
        checked = 0
        for chart in self.book[SHEETS[3]]._charts:
            for well, _, series in self.drawn(chart):
                black = series.graphicalProperties.line.solidFill.srgbClr == "111111"
                self.assertEqual(black, well is not None and identities[id(well)] in failed)
                checked += black
        self.assertGreater(checked, 0)

    def test_the_plate_shows_each_well(self):
        cells = [cell for row in self.book[SHEETS[4]].iter_rows() for cell in row if cell.value is not None]
        numbers = sorted(cell.value for cell in cells if cell.data_type == "n")
        expected = sorted(well["ct"] for well in self.record["wells"] if well["ct"] is not None)
        self.assertEqual(len(numbers), len(expected))
        self.assertTrue(all(same(a, b) for a, b in zip(numbers, expected)))

    def test_methods_name_every_input_and_hash(self):
        text = "\n".join(str(cell.value) for row in self.book[SHEETS[5]].iter_rows() for cell in row)
        for wanted in ([self.record["panel"]["sha256"], self.record["profile"]["sha256"], self.record["tool"]["version"],
                        self.record["limits"][language]]
                       + [value for item in self.record["inputs"] for value in (item["file"], item["sha256"])]):
            self.assertIn(wanted, text)

    def test_what_was_odd_and_which_rules_stood_are_told_in_the_workbooks_language(self):
        text = "\n".join(str(cell.value) for row in self.book[SHEETS[5]].iter_rows() for cell in row)
        told = [issue["words"] for issue in self.record["run"]["issues"]] + list(self.record["rules"].values())
        self.assertGreaterEqual(len(told), 2)
        for words in told:
            self.assertIn(words[language], text)

    def test_methods_say_where_each_threshold_and_window_came_from_in_words_of_a_sentence(self):
        values = [row[1] for row in self.book[SHEETS[5]].iter_rows(values_only=True)]
        told = [value for value in values
                if re.match({"en": "threshold [0-9]", "zh": "阈值 [0-9]"}[language], str(value))]
        self.assertGreaterEqual(len(told), len(self.record["inputs"]))
        for line in told:
            self.assertRegex(line, {"en": r"^threshold [0-9.]+ \(file\), window \d+-\d+ \(file\): ",
                                    "zh": r"^阈值 [0-9.]+ \(文件\)，基线窗口 \d+-\d+ \(文件\): "}[language])

    def test_calls_print_on_one_page_wide_below_a_frozen_header(self):
        sheet = self.book[SHEETS[0]]
        header = next(row[0].row for row in sheet.iter_rows() if row[0].value == CALL_HEADER)
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        # A width of one page is Excel's default and may go unsaid.
        self.assertEqual((sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight), (1, 0))
        self.assertEqual(sheet.freeze_panes, f"B{header + 1}")
        self.assertTrue(sheet.auto_filter.ref.startswith(f"A{header}:"))
        self.assertEqual(sheet.print_title_rows, f"${header}:${header}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
