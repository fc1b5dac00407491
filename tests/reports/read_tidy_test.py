"""The examples that read a tidy table read what `crossbreak convert` wrote; which of them ran is said.

usage: read_tidy_test.py PROGRAM SOURCE_DIR WORK_DIR
"""
import csv
import importlib.util
import pathlib
import shutil
import subprocess
import sys

PROGRAM, SOURCE, WORK = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
TABLE = WORK / "reference_wells.csv"


def expected():
    """What the examples print, by the csv module alone."""
    curves = {}
    with open(TABLE, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["sample"].startswith("'") and row["sample"].lstrip("'")[:1] in tuple("=+-@\t\r"):
                row["sample"] = row["sample"][1:]
            curve = curves.setdefault((row["well"], row["target"]), row)
            curve["last"] = row["delta_rn"] or curve.get("last", "")
    number = lambda text: float(text) if text else None
    return [(row["well"], row["sample"], row["target"], row["amplified"], number(row["ct"]), number(row["last"]))
            for row in curves.values()]


def printed(command):
    lines = subprocess.run([*command, TABLE], check=True, capture_output=True, text=True).stdout.splitlines()
    cells = [line.split("\t") for line in lines]
    return [(*cell[:4], *(float(text) if text else None for text in cell[4:])) for cell in cells]


def main():
    design = (SOURCE / "sample_runs/reference_wells/PLATE.toml").read_text(encoding="utf-8")
    plate, run = WORK / "PLATE.toml", WORK / "reference_wells.eds"
    plate.write_text(design.replace('"1-2"', '"=1+1"').replace('"3E5"', '"NA"'), encoding="utf-8")
    for command in (["simulate", plate, "--layout", "eds", "--seed", "1", "-o", run], ["convert", run, "-o", TABLE]):
        subprocess.run([PROGRAM, *command], check=True, capture_output=True)
    wanted = expected()
    assert len(wanted) > 50 and {"=1+1", "NA", "00123"} <= {row[1] for row in wanted}, wanted[:5]
    examples = {
        "read_tidy.py": [sys.executable] if importlib.util.find_spec("pandas") else None,
        "read_tidy.R": ["Rscript", "--vanilla"] if shutil.which("Rscript") else None,
    }
    failed = False
    for name, interpreter in examples.items():
        if interpreter is None:
            print(f"{name}: not run, there is no {'pandas' if name.endswith('.py') else 'Rscript'}")
            continue
        same = printed([*interpreter, SOURCE / "sample_runs" / name]) == wanted
        print(f"{name}: {'reads the same' if same else 'DIFFERS'}")
        failed = failed or not same
    return 1 if failed else 0


sys.exit(main())
