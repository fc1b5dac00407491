#!/usr/bin/env python3
"""How many lines and branches of each folder ran, of the whole, and whether these are as many as must be.

table.py SUMMARY: what gcovr --json-summary wrote of src and cli.
"""

import collections
import json
import pathlib
import sys

# Per cent of lines and of branches; of all, arbitrary: 97.6 and 85.6 ran when this was written.
OF_ALL = (95, 85)
OF_FOLDERS = {"src/calling": (100, 100)}
WHOLE = "all of src and cli"
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Count:
    def __init__(self):
        self.ran = [0, 0]
        self.total = [0, 0]

    def add(self, file):
        for place, what in enumerate(("line", "branch")):
            self.ran[place] += file[what + "_covered"]
            self.total[place] += file[what + "_total"]

    def percent(self, place):
        return 100 * self.ran[place] / self.total[place] if self.total[place] else 100.0


def folder_of(file):
    """src/curves of src/curves/ct/fit.cpp; cli of cli/main.cpp."""
    parts = pathlib.PurePosixPath(file).parts
    return "/".join(parts[:2]) if parts[0] == "src" else parts[0]


def counts_of(summary):
    counts = collections.defaultdict(Count)
    for file in summary["files"]:
        counts[folder_of(file["filename"])].add(file)
        counts[WHOLE].add(file)
    return counts


def table(counts):
    yield f"{'':18} {'lines':>15} {'':7} {'branches':>15}"
    for folder in sorted(counts, key=lambda name: (name == WHOLE, name)):
        count = counts[folder]
        yield " ".join([f"{folder:18}", *(f"{count.ran[at]:>7}/{count.total[at]:<7} {count.percent(at):6.2f} %"
                                          for at in (0, 1))])


def what_is_missing(counts, folders):
    """A sentence for each folder without a count, and for each count that is too low."""
    for folder in folders:
        if not any(counts[folder].total):
            yield f"{folder}: nothing of it was counted"
    for folder, wanted in {WHOLE: OF_ALL, **OF_FOLDERS}.items():
        for at, what in enumerate(("lines", "branches")):
            if counts[folder].percent(at) < wanted[at]:
                yield (f"{folder}: {counts[folder].ran[at]} of {counts[folder].total[at]} {what} ran, "
                       f"expected {wanted[at]} %")


def main(summary):
    counts = counts_of(json.loads(pathlib.Path(summary).read_text()))
    folders = ["cli", *sorted(f"src/{path.parent.name}" for path in ROOT.glob("src/*/CMakeLists.txt"))]
    print("\n".join(table(counts)))
    missing = list(what_is_missing(counts, folders))
    for sentence in missing:
        print(f"coverage: {sentence}", file=sys.stderr)
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
