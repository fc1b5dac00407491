"""Validates what `crossbreak convert` writes as Allotrope ASM, and compares two files with another converter's.

usage: validate_asm.py PROGRAM SOURCE_DIR WORK_DIR

The schemas and the other converter's files are no part of the project: they are looked for in the folder of
measured data (CROSSBREAK_SHARED_DATA, or ../shared/data beside the project). What ran is said on standard output.
"""
import json
import os
import pathlib
import subprocess
import sys
import warnings

import jsonschema

warnings.simplefilter("ignore", DeprecationWarning)  # of RefResolver, which Debian's version still needs

PROGRAM, SOURCE, WORK = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
SHARED = pathlib.Path(os.environ.get("CROSSBREAK_SHARED_DATA", SOURCE.parent / "shared" / "data"))
AGGREGATE = "qpcr aggregate document"

# Where both state something and it is not the same, and why.
DIFFERENCES = {
    "measurement identifier": "names given by the converter",
    "calculated data identifier": "names given by the converter",
    "data source identifier": "names given by the converter",
    "location identifier": "the number of the well; the other file has 1.0 where the run file does",
    "ASM file identifier": "the name of the ASM file",
    "ASM converter name": "the converter",
    "ASM converter version": "the converter",
    "data system instance identifier": "'localhost' is in no run file",
    "file name": "the other converter's copy had another name",
    "UNC path": "as the file was named",
}


def converted(run, *options):
    path = WORK / (pathlib.Path(run).stem + ".asm.json")
    done = subprocess.run([PROGRAM, "convert", run, "-o", path, *options], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{run}: exit {done.returncode}: {done.stderr}")
    return json.loads(path.read_text(encoding="utf-8"))


def validator_of(folder):
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.schema.json"))]
    store = {schema["$id"]: schema for schema in schemas}
    qpcr = next(schema for schema in schemas if schema["$id"].endswith("qpcr.schema"))
    return jsonschema.Draft202012Validator(
        qpcr, resolver=jsonschema.RefResolver(qpcr["$id"], qpcr, store=store),
        format_checker=jsonschema.FormatChecker())


def some_wells(document):
    """With wells from all over the plate: all are made alike, and a validator is slow."""
    aggregate = document[AGGREGATE]
    wells = aggregate["qpcr document"]
    return {**document, AGGREGATE: {**aggregate, "qpcr document": wells[::max(1, len(wells) // 8)]}}


def faults(validator, document):
    return [f"/{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(some_wells(document))]


def measurements(document):
    """By well and target; and the wells of the identifiers."""
    found, wells = {}, {}
    for well in document[AGGREGATE]["qpcr document"]:
        aggregate = well["measurement aggregate document"]
        about = {key: value for key, value in aggregate.items() if key != "measurement document"}
        for each in aggregate["measurement document"]:
            key = each["sample document"]["well location identifier"], each.get("target DNA description")
            found[key] = {**about, **each}
            wells[each["measurement identifier"]] = key
    return found, wells


def calculated(document, wells):
    documents = document[AGGREGATE].get("calculated data aggregate document", {}).get("calculated data document", [])
    return {(each["calculated data name"],
             *(wells[source["data source identifier"]]
               for source in each["data source aggregate document"]["data source document"])): each
            for each in documents}


def compare(ours, theirs, place, told):
    """Counts what both state; a leaf that differs is told."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return sum(compare(ours[key], theirs[key], place + [key], told) for key in theirs if key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        if "data document" not in place[-1] and len(ours) != len(theirs):
            told.append((place, f"{len(ours)} items", f"{len(theirs)} items"))
        return sum(compare(a, b, place, told) for a, b in zip(ours, theirs))
    if ours != theirs:
        told.append((place, ours, theirs))
    return 1


def compare_with_other_converter(name):
    run = SHARED / "real_runs" / f"{name}.txt"
    ours = converted(str(run))
    theirs = json.loads((SHARED / "asm_schema" / f"{name}.asm.json").read_text(encoding="utf-8"))
    (mine, my_wells), (others, other_wells) = measurements(ours), measurements(theirs)
    told, count = [], 0
    missing = sorted(set(others) - set(mine))
    for key in set(others) & set(mine):
        count += compare(mine[key], others[key], [str(key)], told)
    my_calculated, other_calculated = calculated(ours, my_wells), calculated(theirs, other_wells)
    missing += sorted(set(other_calculated) - set(my_calculated))
    for key in set(other_calculated) & set(my_calculated):
        count += compare(my_calculated[key], other_calculated[key], [str(key)], told)
    for part in ("data system document", "device system document"):
        count += compare(ours[AGGREGATE][part], theirs[AGGREGATE][part], [part], told)
    count += compare(ours["$asm.manifest"], theirs["$asm.manifest"], ["$asm.manifest"], told)
    unexpected = [each for each in told if each[0][-1] not in DIFFERENCES]
    print(f"{name}: {len(set(others) & set(mine))} measurements compared, {count} values, "
          f"{len(mine) - len(others)} measurements that the other lacks")
    for field in sorted({each[0][-1] for each in told} & set(DIFFERENCES)):
        print(f"  differs as expected: {field}: {DIFFERENCES[field]}")
    for place, a, b in unexpected:
        print("  DIFFERS:", " / ".join(place), "ours:", a, "theirs:", b)
    for key in missing:
        print("  MISSING:", key)
    return bool(unexpected or missing or count < 100)


def main():
    runs = [SOURCE / "sample_runs" / name / f"{name}.eds"
            for name in ("deletions", "contaminated_ntc", "reference_wells", "odd_wells")]
    schemas = SHARED / "asm_schema"
    print("measured data:", "checked on" if schemas.is_dir() else "not there, so not checked on", "asm_schema")
    documents = {str(run): converted(str(run)) for run in runs}
    if not schemas.is_dir():
        return 0
    validator = validator_of(schemas)
    for name in ("7500fast_v2.3_taqman_results.eds", "quantstudio3_taqman.xls", "7500_sds_v1.3.1.xls"):
        run = str(SHARED / "real_runs" / name)
        documents[run] = converted(run, "--utc-offset", "+08:00")
    failed = False
    for name, document in documents.items():
        found = faults(validator, document)
        failed = failed or bool(found)
        print(f"{name}: {found[:5] or 'valid'}")
    for name in ("quantstudio_example01", "quantstudio_example05"):
        theirs = json.loads((schemas / f"{name}.asm.json").read_text(encoding="utf-8"))
        found = faults(validator, converted(str(SHARED / "real_runs" / f"{name}.txt"))) + faults(validator, theirs)
        failed = compare_with_other_converter(name) or failed or bool(found)
        print("\n".join(found))

    # A validator that finds nothing in a broken file proves nothing.
    broken = documents[str(runs[0])]
    first = broken[AGGREGATE]["qpcr document"][0]["measurement aggregate document"]
    del first["container type"]
    first["well volume"]["unit"] = "mL"
    first["measurement document"][0]["sample document"]["sample role type"] = "patient"
    if len(faults(validator, broken)) < 3:
        print("a file with three faults gave:", *faults(validator, broken), sep="\n")
        failed = True
    return 1 if failed else 0


sys.exit(main())
