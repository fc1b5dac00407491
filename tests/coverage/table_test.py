#!/usr/bin/env python3
"""table.py on summaries made by hand."""

import contextlib
import io
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import table

FOLDERS = ["cli", *sorted(f"src/{path.parent.name}" for path in table.ROOT.glob("src/*/CMakeLists.txt"))]


def file(name, lines=(200, 200), branches=(200, 200)):
    return {"filename": name, "line_covered": lines[0], "line_total": lines[1], "branch_covered": branches[0],
            "branch_total": branches[1]}


def files_of_all_folders():
    return {folder: file(f"{folder}/a.cpp") for folder in FOLDERS}


def told(files):
    """The code it ends with, what it prints and what it complains of."""
    out, complaints = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "summary.json"
        path.write_text(json.dumps({"files": list(files)}))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaints):
            code = int(table.main(path))
    return code, out.getvalue().splitlines(), complaints.getvalue().splitlines()


class Table(unittest.TestCase):
    def test_a_folder_is_the_sum_of_its_files_and_of_the_folders_in_it(self):
        files = files_of_all_folders()
        files["more"] = file("src/curves/ct/fit.cpp", (50, 100), (10, 40))
        code, out, complaints = told(files.values())
        row = next(line for line in out if line.startswith("src/curves "))
        self.assertEqual(row.split(), ["src/curves", "250/300", "83.33", "%", "210/240", "87.50", "%"])
        all_lines = 200 * len(FOLDERS)
        self.assertEqual(out[-1].split()[-6], f"{all_lines + 50}/{all_lines + 100}")
        self.assertEqual((code, complaints), (0, []))

    def test_it_fails_where_too_little_of_the_whole_ran(self):
        files = files_of_all_folders()
        files["cli"] = file("cli/a.cpp", (1000, 1300), (0, 2000))
        code, _, complaints = told(files.values())
        lines, branches = 200 * len(FOLDERS) - 200, 200 * len(FOLDERS) - 200
        self.assertEqual(code, 1)
        self.assertEqual(complaints, [
            f"coverage: all of src and cli: {lines + 1000} of {lines + 1300} lines ran, expected 95 %",
            f"coverage: all of src and cli: {branches} of {branches + 2000} branches ran, expected 85 %"])

    def test_it_fails_where_one_line_or_branch_of_calling_did_not_run(self):
        files = files_of_all_folders()
        files["src/calling"] = file("src/calling/a.cpp", (1999, 2000), (2000, 2000))
        self.assertEqual(told(files.values())[::2], (1, ["coverage: src/calling: 1999 of 2000 lines ran, expected 100 %"]))
        files["src/calling"] = file("src/calling/a.cpp", (2000, 2000), (1999, 2000))
        self.assertEqual(told(files.values())[::2], (
            1, ["coverage: src/calling: 1999 of 2000 branches ran, expected 100 %"]))

    def test_it_fails_where_a_folder_was_not_counted(self):
        files = files_of_all_folders()
        del files["src/ieee"]
        self.assertEqual(told(files.values())[::2], (1, ["coverage: src/ieee: nothing of it was counted"]))


if __name__ == "__main__":
    unittest.main()
