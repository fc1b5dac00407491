"""LibreOffice opens the workbook, and its CSV of the Calls sheet says what the record says.

usage: convert_workbook.py WRITE_EXAMPLE SOFFICE
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

program, soffice = sys.argv[1:3]


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run([program, "example", "xlsx", folder / "example.xlsx"], check=True)
        record = json.loads(subprocess.run([program, "example", "record"], check=True, capture_output=True).stdout)
        # A profile of its own, so that no other LibreOffice on the machine answers.
        office = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        for kind in ("csv:Text - txt - csv (StarCalc):44,34,76", "pdf"):
            subprocess.run([*office, kind, "--outdir", folder, folder / "example.xlsx"], check=True,
                           capture_output=True, timeout=120)
        with open(folder / "example.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        pdf = (folder / "example.pdf").read_bytes()

    header = next(i for i, row in enumerate(rows) if row[0] == "Patient")
    end = next((i for i, row in enumerate(rows) if i > header and not any(row)), len(rows))
    patients = rows[header + 1:end]
    assert len(patients) == len(record["patients"]), len(patients)
    for row, patient in zip(patients, record["patients"]):
        shown = dict(zip(rows[header], row))
        assert shown["Patient"] == patient["sample"], shown
        assert shown["Deletions"] == ", ".join(patient["deletions"]), shown
        for called in patient["sets"]:
            if called["ct_mean"] is not None:
                # As shown on screen: symbol and two decimals.
                assert shown[called["set"] + " Ct"].endswith(f" {called['ct_mean']:.2f}"), shown
    assert pdf.startswith(b"%PDF-"), pdf[:8]
    print(f"LibreOffice shows {len(patients)} patients as the record has them, and makes {len(pdf)} bytes of PDF")


main()
