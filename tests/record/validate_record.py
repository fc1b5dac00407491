"""Validates records against calls.schema.json with an independent validator.

usage: validate_record.py SCHEMA COMMAND [ARGUMENT...]

COMMAND prints a record. The check is stricter than the schema: a field that the schema does not
describe is a fault here, so that no field goes undocumented.
"""
import json
import subprocess
import sys

from jsonschema import Draft202012Validator


def closed(schema):
    """The schema with every object closed to fields it does not describe."""
    if isinstance(schema, dict):
        return {key: False if key == "additionalProperties" else closed(value) for key, value in schema.items()}
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


def faults(validator, record):
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(record)]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(closed(schema))
    record = json.loads(subprocess.run(sys.argv[2:], check=True, capture_output=True).stdout)
    found = faults(validator, record)
    print("\n".join(found) or f"valid: {len(record['patients'])} patients, {len(record['wells'])} wells")

    # A validator that finds nothing in a broken record proves nothing.
    record["patients"][0]["call"] = "wild type"
    record["wells"][0]["well"] = "A01"
    record["wells"][0]["surprise"] = 1
    broken = faults(validator, record)
    if len(broken) != 3:
        print("a record with three faults gave:", *broken, sep="\n")
        return 1
    return 1 if found else 0


sys.exit(main())
