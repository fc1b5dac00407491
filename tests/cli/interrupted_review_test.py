#!/usr/bin/env python3
"""Signing and amending a record, ended at everything that it does to the disk: by kill -9, and by a full disk.

interrupted_review_test.py CROSSBREAK WRITE_REVIEWED FAULT_LIBRARY
"""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM, WRITE_REVIEWED, FAULT = sys.argv[1:4]
SIGNERS = [("A. Reviewer", "reviewed"), ("B. Approver", "approved")]
NAME = "plate.calls.json"
ENDINGS = (".json", ".jsonl", ".csv", ".html", ".xlsx")


def run(*arguments, fault=None):
    environment = dict(os.environ, ASAN_OPTIONS="verify_asan_link_order=0:detect_leaks=0")
    if fault:
        kind, at = fault
        environment.update(LD_PRELOAD=FAULT, FAULT_KIND=kind, FAULT_AT=str(at))
    return subprocess.run([PROGRAM, *map(str, arguments)], env=environment, capture_output=True, text=True)


def check(truth, *explanation):
    if not truth:
        sys.exit("\n".join(map(str, explanation)))


def succeeds(where, *arguments):
    ended = run(*arguments)
    check(ended.returncode == 0, where, " ".join(map(str, arguments)), ended.stdout, ended.stderr)
    return ended


def sign_words(record, number):
    name, meaning = SIGNERS[number]
    return ["review", "sign", record, "--by", name, "--meaning", meaning]


def signatures_of(record):
    return json.loads(record.read_bytes())["signatures"]


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_nothing_left(folder, where):
    left = sorted(path.name for path in folder.rglob("*") if path.is_file())
    check(all(name.endswith(ENDINGS) for name in left), where, "left behind:", left)


def check_reports(record, where):
    """The reports beside a record are those of the record."""
    with tempfile.TemporaryDirectory() as fresh:
        succeeds(where, "report", record, "--formats", "csv", "-o", fresh)
        there = record.with_name("plate.calls.csv").read_bytes()
        check(there == (pathlib.Path(fresh) / "plate.calls.csv").read_bytes(), where, "plate.calls.csv is of another state")


def check_ending(ended, kind, where):
    if kind == "kill":
        check(ended.returncode == -9, where, ended.returncode, ended.stderr)
    else:
        check(ended.returncode == 6, where, ended.returncode, ended.stderr)
        lines = ended.stderr.splitlines()
        check("No space left" in lines[-1] and len(lines) == 1, where, ended.stderr)


def moments(start, case, words, kind, check_after):
    """`words(folder)` is run on a copy of `start`, ended at its first, second, ... moment until it ends by itself."""
    at = 0
    while True:
        at += 1
        folder = case / "copy"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(start, folder)
        ended = run(*words(folder), fault=(kind, at))
        if ended.returncode == 0:
            return at - 1
        where = f"{kind} at {at} of {' '.join(words(pathlib.Path('.'))[:2])}"
        check_ending(ended, kind, where)
        check_after(folder, where)


def sign_to_the_end(record, where, first=0):
    for number in range(first, len(SIGNERS)):
        succeeds(where, *sign_words(record, number))
    succeeds(where, "review", "verify", record)
    return json.loads(record.read_bytes())["status"]


def after_signing(number):
    def check_after(folder, where):
        """The old state or the new one; the next command completes it, and the way goes on from there."""
        record = folder / "run" / NAME
        json.loads(record.read_bytes())
        succeeds(where, "review", "verify", record)
        check_nothing_left(folder, where)
        check_reports(record, where)
        there = len(signatures_of(record))
        check(there in (number, number + 1), where, there, "signatures")
        if there > number:
            check(run(*sign_words(record, number)).returncode == 2, where, "signed twice")
        status = sign_to_the_end(record, where, there)
        check(status == "final", where, status)
        check(record.with_name("plate.released.csv").exists(), where, "nothing released")

    return check_after


def amend_words(folder):
    return ["review", "amend", folder / "run" / NAME, folder / "more.review.json", "--reason", "wrong tube",
            "--formats", "csv", "-o", folder / "amended"]


def after_amending(final):
    def check_after(folder, where):
        """The final record is as it was, and amending again gives the whole new one."""
        check(sha256(folder / "run" / NAME) == final, where, "the final record was changed")
        record = folder / "amended" / NAME
        if record.exists():
            succeeds(where, "review", "verify", record)
        succeeds(where, *amend_words(folder))
        check_nothing_left(folder, where)
        check_reports(record, where)
        status = sign_to_the_end(record, where)
        check(status == "amended", where, status)
        check(sha256(folder / "run" / NAME) == final, where, "the final record was changed")
        check(json.loads(record.read_bytes())["replaces"]["sha256"] == final, where, "replaces another record")

    return check_after


def main():
    counted = {"kill": 0, "full": 0}
    with tempfile.TemporaryDirectory() as base:
        base = pathlib.Path(base)
        start = base / "start"
        subprocess.run([WRITE_REVIEWED, str(start)], check=True)
        record = start / "run" / NAME
        succeeds("reports", "report", record, "--formats", "csv,html")
        for number in range(len(SIGNERS)):
            for kind in counted:
                counted[kind] += moments(start, base, lambda folder: sign_words(folder / "run" / NAME, number), kind,
                                         after_signing(number))
            succeeds("the way on", *sign_words(record, number))
        for kind in counted:
            counted[kind] += moments(start, base, amend_words, kind, after_amending(sha256(record)))
    print(counted)
    check(counted["kill"] > 50 and counted["full"] > 30, "too few moments:", counted)


main()
