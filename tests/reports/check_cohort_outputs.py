"""What the program writes of a plate and a clinical table: cohort.json validated against cohort.schema.json by an
independent validator, and cohort.xlsx read back with openpyxl and compared with cohort.json, in both languages.

usage: check_cohort_outputs.py CROSSBREAK RUN.eds SCHEMA
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import openpyxl
from jsonschema import Draft202012Validator

program, run, schema_file = sys.argv[1:4]
STUDY = """sample = "Sample"
groups = "transplant"
[[variable]]
name = "age"
column = "Age"
number = true
[[variable]]
name = "transplant"
column = "Transplant"
[[endpoint]]
name = "os"
months = "OS"
event = "Death"
[[endpoint]]
name = "cir"
months = "OS"
event = "Relapse"
competing = "Other death"
[[model]]
endpoint = "os"
variables = ["age", "deleted"]
[[model]]
endpoint = "cir"
variables = ["deleted"]
"""


def closed(schema):
    """The schema with every object closed to fields it does not describe."""
    if isinstance(schema, dict):
        return {key: False if key == "additionalProperties" else closed(value) for key, value in schema.items()}
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


def faults(validator, cohort):
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(cohort)]


def write_study(folder):
    """Of all patients of the run, told from its record, and one whom it lacks."""
    record = json.loads(subprocess.run([program, "call", run, "-o", folder, "--formats", "json", "--json"], check=True,
                                       capture_output=True).stdout)
    rows = ["Sample,Age,Transplant,OS,Death,Relapse,Other death"]
    samples = [patient["sample"] for patient in record["patients"]] + ["nobody"]
    for i, sample in enumerate(samples):
        rows.append(f"{sample},{30 + 7 * i % 11},{i % 2},{1 + 5 * i % 7},{int(i % 3 != 0)},{int(i % 3 == 1)},{int(i % 3 == 2)}")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    (folder / "clinical.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def written(folder, language):
    """cohort.json and cohort.xlsx."""
    out = folder / language
    subprocess.run([program, "cohort", run, "--clinical", folder / "clinical.csv", "-o", out, "--lang", language], check=True,
                   capture_output=True)
    return json.loads((out / "cohort.json").read_text(encoding="utf-8")), openpyxl.load_workbook(out / "cohort.xlsx")


SHEETS = {"en": ["Cohort", "Table 1", "Table 2", "Table 3", "Table 4", "Curves", "Patients left out"],
          "zh": ["队列", "表1", "表2", "表3", "表4", "曲线", "不计入的患者"]}


def same(cell, number):
    """libxlsxwriter writes 16 significant digits."""
    return number is None and cell is None or isinstance(cell, (int, float)) and cell == float(f"{number:.16G}")


def workbook_faults(cohort, book, language):
    """What in the workbook is not what the record says."""
    if book.sheetnames != SHEETS[language]:
        return [f"sheets {book.sheetnames}"]
    found = []

    def expect(what, told):
        if not told:
            found.append(f"{language}: {what}")

    for table, sheet in zip(cohort["tables"], (book.worksheets[1], book.worksheets[2])):
        rows = list(sheet.iter_rows(min_row=3, values_only=True))
        for group, title in zip(table["groups"], list(sheet.iter_rows(min_row=2, max_row=2, values_only=True))[0][1:]):
            expect(f"{table['name']}: {title}", title.startswith(group["label"][language]) and
                   f"(n = {group['patients']})" in title.replace("（", "(").replace("）", ")"))
        at = 0
        for row in table["rows"]:
            cells = rows[at]
            at += 2 if "label_no" in row else 1
            expect(f"{row['name']}: label", cells[0] == row["label"][language])
            for cell, told in zip(row["groups"], cells[1:]):
                wanted = f"{cell['yes']} (" if "yes" in cell else f"{cell['mean']:.1f} ± " if "mean" in cell else "-"
                expect(f"{row['name']}: {told}", str(told).startswith(wanted))
            test = next((test for test in row["tests"] if test["statistic"] is not None), None)
            place = 1 + len(table["groups"])
            if test:
                expect(f"{row['name']}: statistic", same(cells[place], test["statistic"]))
                expect(f"{row['name']}: p", same(cells[place + 1], test["p"]))
            expect(f"{row['name']}: missing", cells[place + 2] == row["missing"])
    curves = book.worksheets[5]
    drawn = [outcome for outcome in cohort["outcomes"] if any("curve" in group for group in outcome["groups"])]
    expect("a chart for each outcome that is drawn", len(curves._charts) == len(drawn) == 4)
    for chart, outcome in zip(curves._charts, drawn):
        expect(f"{outcome['endpoint']}: a series a group", len(chart.series) == len(outcome["groups"]))
        for series, group in zip(chart.series, outcome["groups"]):
            values = [cell.value for row in curves[series.yVal.numRef.f.split("!")[1].replace("$", "")] for cell in row]
            values = [value for value in values if value is not None]
            start = 0 if outcome["competes"] else 1
            expect(f"{outcome['endpoint']}: curve", not group.get("curve") or
                   (same(values[0], start) and same(values[-1], group["curve"][-1]["share"]) and
                    {round(value, 12) for value in values} ==
                    {start} | {round(point["share"], 12) for point in group["curve"]}))
    left_out = list(book.worksheets[6].iter_rows(min_row=3, max_col=1, values_only=True))
    expect("who is left out", [row[0] for row in left_out if row[0]] ==
           [patient["sample"] for patient in cohort["left_out"]])
    terms = cohort["models"][1]["terms"]
    if terms:
        expect("a hazard ratio", any(same(row[1], terms[0]["hazard_ratio"])
                                     for row in book.worksheets[4].iter_rows(values_only=True)))
    return found


def main():
    with open(schema_file, encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(closed(schema))
    with tempfile.TemporaryDirectory() as base:
        folder = pathlib.Path(base)
        write_study(folder)
        cohort, english = written(folder, "en")
        found = faults(validator, cohort) + workbook_faults(cohort, english, "en")
        found += workbook_faults(*written(folder, "zh"), "zh")
    print("\n".join(found) or f"valid: {cohort['patients']} patients, {len(cohort['outcomes'])} comparisons")
    if cohort["patients"] < 3 or not any("curve" in group for group in cohort["outcomes"][0]["groups"]):
        print("too few patients to prove anything")
        return 1
    # A validator that finds nothing in a broken file proves nothing.
    cohort["left_out"][0]["why"] = "unlucky"
    cohort["outcomes"][0]["groups"][0]["events"] = -1
    cohort["surprise"] = 1
    broken = faults(validator, cohort)
    if len(broken) != 3:
        print("a cohort with three faults gave:", *broken, sep="\n")
        return 1
    return 1 if found else 0


sys.exit(main())
