#!/usr/bin/env python3
"""Damaged run files are called or refused with a reason; none ends the program, and none costs another file its result.

mangled_test.py PROGRAM EVERY: 600 files (or each EVERYth) of all layouts that the simulator writes, cut, bent, doubled,
shuffled, blanked or joined, beside whole ones in one folder that is called as a batch. What a fuzzer finds stands in
tests/fuzz; here are the kinds of damage that disks, mails and editors do, through the program.
"""

import csv
import json
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DESIGN = ROOT / "sample_runs" / "deletions" / "PLATE.toml"
LAYOUTS = {"eds": ".eds", "text": ".txt", "csv": ".csv", "xlsx": ".xlsx", "quantstudio-eds": ".eds", "json-eds": ".eds",
           "quantstudio-text": ".txt"}
FILES = 600
SEEDS = 6
WHOLE = 5  # files among them that nothing happened to
PATIENCE = 900  # seconds for all of them: a program that hangs ends here, how fast it is benchmarks say


def cut(content, rng):
    return content[:rng.randrange(len(content))]


def bent(content, rng):
    made = bytearray(content)
    for _ in range(rng.choice((1, 1, 3, 30))):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def blanked(content, rng):
    """A block of a disk that was never written."""
    begin = rng.randrange(len(content))
    size = min(rng.choice((1, 16, 512, 4096)), len(content) - begin)
    return content[:begin] + bytes(size) + content[begin + size:]


def without_a_part(content, rng):
    begin = rng.randrange(len(content))
    return content[:begin] + content[begin + rng.choice((1, 16, 512, 4096)):]


def twice(content, rng):
    begin = rng.randrange(len(content))
    end = begin + rng.choice((1, 16, 512, 4096))
    return content[:end] + content[begin:]


def shuffled_lines(content, rng):
    lines = content.split(b"\n")
    begin = rng.randrange(len(lines))
    part = lines[begin:begin + 20]
    rng.shuffle(part)
    return b"\n".join(lines[:begin] + part + lines[begin + 20:])


def other_numbers(content, rng):
    """Digits as a careless editor leaves them."""
    made = bytearray(content)
    digits = [i for i, byte in enumerate(made) if chr(byte).isdigit()]
    for i in rng.sample(digits, min(len(digits), rng.choice((1, 5, 50)))):
        made[i] = rng.choice(b"09-.,eE+ \tN")
    return bytes(made)


DAMAGES = (cut, bent, blanked, without_a_part, twice, shuffled_lines, other_numbers)


def damaged_member(path, damage, rng):
    """The zip with one member damaged, and with right sums, so that it reaches its reader."""
    with zipfile.ZipFile(path) as source:
        members = {each.filename: source.read(each) for each in source.infolist()}
    name = rng.choice(sorted(each for each, content in members.items() if content))
    members[name] = damage(members[name], rng)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for each, content in members.items():
            made.writestr(each, content)


def simulated(program, layout, seed, path):
    subprocess.run([program, "simulate", DESIGN, "--layout", layout, "--seed", str(seed), "-o", path], check=True,
                   capture_output=True)
    path.with_name(path.name + ".truth.csv").unlink(missing_ok=True)
    path.with_suffix(".truth.csv").unlink(missing_ok=True)
    return path


def make_files(program, folder, every):
    """Runs of several seeds: a damaged second export of one run would not be called."""
    inputs = folder / "in"
    inputs.mkdir()
    sources = {}
    for i in range(0, FILES, every):
        rng = random.Random(i)
        layout, ending = sorted(LAYOUTS.items())[i // every % len(LAYOUTS)]
        seed = 1 + i // every % SEEDS
        if (layout, seed) not in sources:
            sources[layout, seed] = simulated(program, layout, seed, folder / ("%s_%d%s" % (layout, seed, ending)))
        source = sources[layout, seed]
        damage = DAMAGES[rng.randrange(len(DAMAGES))]
        path = inputs / ("%03d_%s_%s" % (i, damage.__name__, source.name))
        path.write_bytes(source.read_bytes())
        if zipfile.is_zipfile(path) and rng.random() < 0.8:
            damaged_member(path, damage, rng)
        else:
            path.write_bytes(damage(path.read_bytes(), rng))
    for i in range(WHOLE):
        simulated(program, "eds", 100 + i, inputs / ("whole_%d.eds" % i))
    return inputs


def main():
    program, every = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        inputs = make_files(program, folder, every)
        files = sorted(path.name for path in inputs.iterdir())
        out = folder / "out"
        done = subprocess.run([program, "call", inputs, "-o", out, "--formats", "json,csv"], capture_output=True, text=True,
                              errors="replace", check=False, timeout=PATIENCE)
        faults = []
        if done.returncode not in (0, 3, 4):
            faults.append("expected exit 0, 3 or 4, found %d: %s" % (done.returncode, done.stderr[-3000:]))
        plates = out / "batch.plates.csv"
        rows = list(csv.DictReader(plates.open(encoding="utf-8-sig", newline=""))) if plates.exists() else []
        told = {name for row in rows for key in ("files", "also") for name in row[key].split(";")}
        silent = [name for name in files if name not in told and name not in done.stderr and name not in done.stdout]
        unrelated = re.search(r"(\d+) unrelated files? passed over", done.stdout + done.stderr)
        if len(silent) > (int(unrelated[1]) if unrelated else 0):
            faults.append("nobody hears of %s" % ", ".join(silent))
        for i in range(WHOLE):
            if not (out / ("whole_%d.calls.json" % i)).exists():
                faults.append("whole_%d.eds has no record" % i)
        called = [json.loads(path.read_text())["schema"] for path in sorted(out.glob("*.calls.json"))]
        wanted = [name for name in files if not name.startswith("whole")]
        if len(wanted) != len(range(0, FILES, every)) or not called or len(called) == len(files):
            faults.append("expected some of %d files called and some not, found %d called" % (len(files), len(called)))
        faults += ["left behind: %s" % path.name for path in out.rglob("*") if path.suffix == ".tmp"]
        print("%d files, %d called, %d told of, %d passed over" % (len(files), len(called), len(files) - len(silent),
                                                                  len(silent)))
    for fault in faults:
        print("FAILED %s" % fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
