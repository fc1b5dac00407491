#!/usr/bin/env python3
"""What the program writes on the way from a call to an amended result, validated against its JSON Schemas by an
independent validator: called, final and amended records, review files with every action, audits with signatures.

way_schema_test.py CROSSBREAK RUN.eds SCHEMA_FOLDER
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from jsonschema import Draft202012Validator

PROGRAM, RUN, SCHEMAS = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
ACTIONS = {"accept", "reject", "repeat", "override", "exclude", "comment", "withdraw"}


def validator_of(name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


VALIDATORS = {name: validator_of(name) for name in ("calls", "review", "audit")}
seen = {"actions": set(), "statuses": set(), "signatures": 0}


def crossbreak(*words):
    ended = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
    if ended.returncode != 0:
        sys.exit(f"{words}: exit {ended.returncode}\n{ended.stderr}")
    return ended.stdout


def validate(name, value, where):
    faults = [f"{where}: {error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(value)]
    if faults:
        sys.exit("\n".join(faults))


def validate_record(path):
    record = json.loads(path.read_text(encoding="utf-8"))
    validate("calls", record, path)
    seen["statuses"].add(record["status"])
    return record


def validate_review(path):
    review = json.loads(path.read_text(encoding="utf-8"))
    validate("review", review, path)
    seen["actions"].update(event["action"] for event in review["events"])
    return review


def validate_audit(path):
    for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        validate("audit", line, path)
        seen["signatures"] += line.get("signature") is not None


def sign_to_the_end(record):
    for name, meaning in (("A. Reviewer", "reviewed"), ("B. Approver", "approved")):
        crossbreak("review", "sign", record, "--by", name, "--meaning", meaning)
    crossbreak("review", "verify", record)


def main():
    with tempfile.TemporaryDirectory() as base:
        folder = pathlib.Path(base)
        run = folder / RUN.name
        shutil.copy(RUN, run)
        crossbreak("call", run, "--formats", "json", "-o", folder)
        called = folder / f"{RUN.stem}.calls.json"
        patients = [patient["sample"] for patient in validate_record(called)["patients"]]
        well = next(f"{one['well']}/{one['target']}" for one in json.loads(called.read_bytes())["wells"]
                    if one["role"] == "unknown" and one["state"] == "negative" and one["set"] == "D2-8")

        def decide(review, *asked):
            crossbreak("review", "decide", called, "--by", "A. Reviewer", *asked, "-o", review)
            return validate_review(review)

        excluding = decide(folder / "excluding.review.json", "--exclude", well, "--code", "pipetting")
        decide(folder / "excluding.review.json", "--withdraw", excluding["events"][0]["id"])

        review = folder / f"{RUN.stem}.review.json"
        decide(review, "--accept", "all")
        decide(review, "--repeat", f"{patients[0]}=D4-7,D2-8", "--code", "repeat_agrees")
        decide(review, "--override", f"{patients[1]}/D2-8=inconclusive", "--code", "other", "--words", "seen by eye")
        decide(review, "--comment", "run", "--words", "一切正常")
        crossbreak("review", "apply", called, review, "--formats", "json", "-o", folder / "released")
        record = folder / "released" / called.name
        validate_record(record)
        sign_to_the_end(record)
        validate_record(record)
        validate_audit(folder / "released" / f"{RUN.stem}.audit.jsonl")

        decide(review, "--reject", patients[2], "--code", "sample_swap")
        amended = folder / "amended" / called.name
        crossbreak("review", "amend", record, review, "--reason", "wrong tube", "--formats", "json", "-o", amended.parent)
        sign_to_the_end(amended)
        signed = validate_record(amended)
        validate_audit(amended.with_name(f"{RUN.stem}.audit.jsonl"))

        expected = {"actions": ACTIONS, "statuses": {"preliminary", "reviewed", "final", "amended"}, "signatures": 4}
        if seen != expected:
            sys.exit(f"expected {expected}, found {seen}")
        # A validator that finds nothing in a broken file says nothing of a whole one.
        for name, broken in (("calls", signed | {"status": "done"}), ("review", {"schema": "crossbreak/review/2"}),
                             ("audit", {"line": 0})):
            if VALIDATORS[name].is_valid(broken):
                sys.exit(f"the schema of {name} takes {broken}")
    print("valid:", ", ".join(sorted(seen["statuses"])), "and", ", ".join(sorted(seen["actions"])))


main()
