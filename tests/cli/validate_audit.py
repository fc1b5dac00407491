"""Validates the lines of an audit against audit.schema.json with an independent validator.

usage: validate_audit.py SCHEMA WRITE_REVIEWED

A field that the schema does not describe is a fault here, so that no field goes undocumented.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

from jsonschema import Draft202012Validator


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema | {"additionalProperties": False})
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[2], folder], check=True)
        text = (pathlib.Path(folder) / "run" / "plate.audit.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    found = [f"line {line['line']}: {error.message}" for line in lines for error in validator.iter_errors(line)]
    print("\n".join(found) or f"valid: {len(lines)} lines")

    # A validator that finds nothing in a broken line says nothing of a whole one.
    broken = lines[-1] | {"before": "none", "surprise": 1}
    del broken["at"]
    faults = list(validator.iter_errors(broken))
    if len(faults) != 3:
        print("a line with three faults gave:", *faults, sep="\n")
        return 1
    return 1 if found or not lines else 0


sys.exit(main())
