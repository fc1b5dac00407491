"""Validates a review file that the program wrote against review.schema.json with an independent validator.

usage: validate_review.py SCHEMA WRITE_REVIEWED
"""
import json
import pathlib
import subprocess
import sys
import tempfile

from jsonschema import Draft202012Validator


def faults(validator, review):
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(review)]


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[2], folder], check=True)
        review = json.loads((pathlib.Path(folder) / "more.review.json").read_text(encoding="utf-8"))
    found = faults(validator, review)
    print("\n".join(found) or f"valid: {len(review['events'])} events")

    # A validator that finds nothing in a broken file says nothing of a whole one.
    review["record_sha256"] = "none"
    review["surprise"] = 1
    review["events"][0] |= {"id": "zz", "at": "yesterday", "zone": "Z", "action": "approve"}
    review["events"][0]["subject"]["surprise"] = 1
    del review["events"][-1]["by"]
    broken = faults(validator, review)
    if len(broken) != 8:
        print("a review file with eight faults gave:", *broken, sep="\n")
        return 1
    return 1 if found else 0


sys.exit(main())
