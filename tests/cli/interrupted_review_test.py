#!/usr/bin/env python3
"""Signing a record, ended at every thing that it does to the disk: by kill -9, and by a disk that is full.

interrupted_review_test.py CROSSBREAK WRITE_REVIEWED FAULT_LIBRARY
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM, WRITE_REVIEWED, FAULT = sys.argv[1:4]
SIGNERS = [("A. Reviewer", "reviewed"), ("B. Approver", "approved")]
MOMENTS_WANTED = 200


def run(*arguments, fault=None):
    environment = dict(os.environ, ASAN_OPTIONS="verify_asan_link_order=0:detect_leaks=0")
    environment.pop("CROSSBREAK_PASSPHRASE", None)
    if fault:
        kind, at = fault
        environment.update(LD_PRELOAD=FAULT, FAULT_KIND=kind, FAULT_AT=str(at))
    return subprocess.run([PROGRAM, "review", *arguments], env=environment, capture_output=True, text=True)


def sign(record, number, fault=None):
    name, meaning = SIGNERS[number]
    return run("sign", str(record), "--by", name, "--meaning", meaning, fault=fault)


def check(truth, *explanation):
    if not truth:
        sys.exit("\n".join(map(str, explanation)))


def released(record):
    return record.with_name("plate.released.csv")


def check_whole(folder, record, number, where):
    """Old state or new one, and the next command completes it."""
    text = record.read_bytes()
    json.loads(text)
    verified = run("verify", str(record))
    check(verified.returncode == 0, where, "verify:", verified.stdout, verified.stderr)
    left = sorted(path.name for path in folder.iterdir())
    check(all(name.endswith((".json", ".jsonl", ".csv", ".html", ".xlsx")) for name in left), where, "left behind:", left)
    signatures = json.loads(record.read_bytes())["signatures"]
    check(len(signatures) in (number, number + 1), where, len(signatures), "signatures")
    csv = (folder / "plate.calls.csv").read_text(encoding="utf-8")
    fresh = folder.parent / "fresh"
    subprocess.run([PROGRAM, "report", str(record), "--formats", "csv", "-o", str(fresh)], check=True, capture_output=True)
    check(csv == (fresh / "plate.calls.csv").read_text(encoding="utf-8"), where, "plate.calls.csv is of another state")
    if len(signatures) == number:
        again = sign(record, number)
        check(again.returncode == 0, where, "sign again:", again.stderr)
    else:
        again = sign(record, number)
        check(again.returncode == 2, where, "signed twice:", again.stderr)
    for later in range(number + 1, len(SIGNERS)):
        check(sign(record, later).returncode == 0, where, "the next signature")
    check(json.loads(record.read_bytes())["status"] == "final", where, "not final")
    verified = run("verify", str(record))
    check(verified.returncode == 0, where, verified.stderr)


def main():
    moments = {"kill": 0, "full": 0}
    with tempfile.TemporaryDirectory() as base:
        base = pathlib.Path(base)
        start = base / "start"
        start.mkdir()
        subprocess.run([WRITE_REVIEWED, str(start)], check=True)
        subprocess.run([PROGRAM, "report", str(start / "plate.calls.json")], check=True, capture_output=True)
        for number in range(len(SIGNERS)):
            for kind in ("kill", "full"):
                at = 0
                while True:
                    at += 1
                    where = f"{kind} at {at}, signature {number + 1}"
                    folder = base / "case" / "run"
                    shutil.rmtree(folder.parent, ignore_errors=True)
                    shutil.copytree(start, folder)
                    record = folder / "plate.calls.json"
                    ended = sign(record, number, (kind, at))
                    if ended.returncode == 0:
                        break
                    moments[kind] += 1
                    if kind == "full":
                        check(ended.returncode == 6, where, ended.returncode, ended.stderr)
                        check(ended.stderr.count("\n") == 1 and "No space left" in ended.stderr, where, ended.stderr)
                    else:
                        check(ended.returncode == -9, where, ended.returncode, ended.stderr)
                    check_whole(folder, record, number, where)
            check(sign(start / "plate.calls.json", number).returncode == 0, "the way on")
    print(moments)
    check(moments["kill"] > 20 and moments["full"] > 10, "too few moments:", moments)


main()
