#!/usr/bin/env python3
"""Runs two programs over the same run files, as a user would, and says where their outputs differ.

A change of the inside must leave every result as it was. Compared are exit codes, standard output and error,
record, CSV, workbook (each member) and review page; compare_outputs.py says what may differ.

One line per difference; exit code 1 where there is one, or where nothing was compared.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

from compare_outputs import Version, compare_file

PROJECT = pathlib.Path(__file__).resolve().parent.parent
# Notes beside the runs: no run file.
NOTES = {".toml", ".md", ".tsv", ".png", ".sh", ""}
FILE_LIMIT = 8  # lines of one file that are printed; the rest is counted
SECONDS_LIMIT = 20  # of one command: a file made to tie a reader up shows nothing but that
STOPPED = "stopped"


class Case:
    """Commands that are run one after the other in a folder of their own, in which the inputs lie."""

    def __init__(self, name, inputs, commands):
        self.name = name
        self.inputs = inputs  # name in the folder -> file
        self.commands = commands
        digest = hashlib.sha256(repr((sorted(inputs), commands)).encode())
        for key in sorted(inputs):
            digest.update(inputs[key].read_bytes())
        self.key = re.sub(r"[^\w.-]", "_", name)[-60:] + "." + digest.hexdigest()[:16]


def run_file(path, label):
    name = path.name
    return Case(label, {name: path}, [
        ["call", name, "-o", "en", "--lang", "en"],
        ["call", name, "-o", "zh", "--lang", "zh"],
        ["call", name, "-o", "json", "--json", "--formats", "csv"],
        ["curves", name],
        ["curves", name, "--csv", "-"],
        ["curves", name, "--json"],
        ["inspect", name],
        ["inspect", name, "--json"],
    ])


def explanations(case, folder):
    """`explain` for patients and controls of a run that was called; all of a sample run, some of the others."""
    records = sorted((folder / "en").glob("*.calls.json"))
    if not records:
        return []
    record = json.loads(records[0].read_bytes())
    patients = [patient["sample"] for patient in record["patients"]]
    controls = sorted({control["sample"] for control in record["controls"] if control["sample"]})
    if not case.name.startswith("sample_runs"):
        patients, controls = patients[:2], controls[:1]
    run = next(iter(case.inputs))
    commands = [["explain", run, "--sample", sample, "--lang", ("en", "zh")[i % 2]]
                for i, sample in enumerate(dict.fromkeys(patients + controls))]
    return [Case(case.name + " (explain)", case.inputs, commands)] if commands else []


def cases_of_several_files(folders):
    """What takes more than one file; each only where its files are there."""
    found = []

    def add(name, files, *commands):
        paths = {pathlib.PurePath(file).name: path for file in files for folder in folders
                 for path in [folder.parent / file] if path.is_file()}
        if len(paths) == len(files):
            found.append(Case(name, paths, [command.split() for command in commands]))

    add("combined", ["sample_runs/deletions/deletions.eds", "sample_runs/reference_wells/reference_wells.eds"],
        "call deletions.eds reference_wells.eds --combine week47 -o out",
        "call deletions.eds reference_wells.eds --combine week47 -o zh --lang zh",
        "call deletions.eds reference_wells.eds -o apart --fail-on review",
        "report out/week47.calls.json -o again", "report out/week47.calls.json -o again_zh --lang zh",
        "summary apart/deletions.calls.json apart/reference_wells.calls.json --csv summary.csv --xlsx summary.xlsx",
        "curves deletions.eds reference_wells.eds --baseline auto --threshold auto --csv -",
        "call deletions.eds -o others --baseline 3-12 --threshold 0.1 --no-curves --formats json,csv,xlsx")
    pair = "data/cases/faults/sds1_wrong_partner/"
    add("SDS 1.x pair", [pair + "tuesday.csv", pair + "tuesday.delta_rn.csv"],
        "call tuesday.csv tuesday.delta_rn.csv -o out", "call tuesday.csv tuesday.delta_rn.csv -o zh --lang zh",
        "inspect tuesday.csv tuesday.delta_rn.csv", "curves tuesday.csv tuesday.delta_rn.csv --csv -")
    add("SDS 1.x wrong pair", [pair + "monday.csv", pair + "tuesday.csv", pair + "tuesday.delta_rn.csv"],
        "call monday.csv tuesday.delta_rn.csv -o out",
        "call monday.csv tuesday.csv tuesday.delta_rn.csv -o both")
    maps = "data/cases/platemaps/"
    for name in ("m.xlsx", "m_2col.csv", "m_caps.csv", "m_gbk.csv", "m_semi.csv", "m_trail.csv"):
        add("plate map " + name, [maps + "noname.eds", maps + name],
            f"call noname.eds --plate-map {name} -o out", f"call noname.eds --plate-map {name} -o zh --lang zh")
    return found


def default_folders():
    shared = pathlib.Path(os.environ.get("CROSSBREAK_SHARED_DATA", PROJECT.parent / "shared" / "data"))
    parts = ("real_runs", "cases/plates", "cases/files", "cases/faults", "curves", "rated", "cases/platemaps")
    return [PROJECT / "sample_runs"] + [shared / part for part in parts if (shared / part).is_dir()], shared


def run_files(path):
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and file.suffix not in NOTES
                  and not file.name.endswith((".truth.csv", ".annotation.csv")))


def carry_out(case, program, store):
    """The folder of the case's outputs; made only where `store` has none yet."""
    done = store / case.key
    if done.is_dir():
        return done
    store.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(dir=store, prefix="being_made."))
    for name, path in case.inputs.items():
        (folder / name).symlink_to(path)
    for number, command in enumerate(case.commands):
        result = subprocess.run(["prlimit", f"--cpu={SECONDS_LIMIT}", program, *command], cwd=folder,
                                stdin=subprocess.DEVNULL, capture_output=True)
        if result.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            (folder / STOPPED).write_text(" ".join(command))
            break
        (folder / f"{number}.stdout").write_bytes(result.stdout)
        (folder / f"{number}.stderr").write_bytes(result.stderr)
        (folder / f"{number}.exit").write_text(f"{result.returncode}\n")
    for name in case.inputs:
        (folder / name).unlink()
    try:
        folder.rename(done)
    except OSError:  # another run of this script was first
        shutil.rmtree(folder)
    return done


def files_in(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def title_of(case, name):
    """Which command a stream belongs to, in words."""
    number, _, stream = name.partition(".")
    if number.isdigit() and stream in ("stdout", "stderr", "exit"):
        return f"{case.name}: {' '.join(case.commands[int(number)])}: {stream}"
    return f"{case.name}: {name}"


def compare_case(case, folders, versions):
    """Number of files compared, and lines that say what differs."""
    names = [files_in(folder) for folder in folders]
    lines = [f"{title_of(case, name)}: {'missing' if name in names[0] else 'not there before'}"
             for name in sorted(names[0] ^ names[1])]
    for name in sorted(names[0] & names[1]):
        old, new = folders[0] / name, folders[1] / name
        if old.read_bytes() == new.read_bytes():
            continue
        differences = list(compare_file(old, new, versions))
        lines += [f"{title_of(case, name)}: {place}: {a!r} -> {b!r}" for place, a, b in differences[:FILE_LIMIT]]
        if len(differences) > FILE_LIMIT:
            lines.append(f"{title_of(case, name)}: and {len(differences) - FILE_LIMIT} more")
    return len(names[0] & names[1]), lines


def learn_versions(folders, versions):
    for folder, version in zip(folders, versions):
        for path in [*folder.rglob("*.calls.json"), *folder.glob("*.stdout")]:
            head = path.read_bytes()
            if head.startswith(b'{') and b'"crossbreak/calls/' in head[:200]:
                version.learn(json.loads(head))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", metavar="BASE_PROGRAM", type=pathlib.Path)
    parser.add_argument("new", metavar="NEW_PROGRAM", type=pathlib.Path)
    parser.add_argument("files", metavar="FILE_OR_FOLDER", type=pathlib.Path, nargs="*",
                        help="default: sample_runs and, where it is there, the shared data beside the project")
    parser.add_argument("--keep", metavar="DIR", type=pathlib.Path,
                        help="keep what the base program wrote, for next time")
    options = parser.parse_args()
    for program in (options.base, options.new):
        if not os.access(program, os.X_OK):
            sys.exit(f"same_outputs.py: {program} is not a program")

    several = []
    if options.files:
        folders = [path.resolve() for path in options.files]
        for path in folders:
            if not path.exists():
                sys.exit(f"same_outputs.py: {path} is not there")
    else:
        folders, shared = default_folders()
        several = cases_of_several_files([PROJECT / "sample_runs", shared])
        if not shared.is_dir():
            print(f"{shared} is not there: sample runs only")
    cases = []
    for folder in folders:
        files = run_files(folder)
        print(f"{folder}: {len(files)} run files")
        cases += [run_file(file, f"{folder.name}/{file.relative_to(folder)}" if folder.is_dir() else file.name)
                  for file in files]

    programs = [str(program.resolve()) for program in (options.base, options.new)]
    versions = [Version(program) for program in programs]
    with tempfile.TemporaryDirectory(prefix="same_outputs.") as temporary:
        base_store = options.keep or pathlib.Path(temporary) / "base"
        # What another program wrote under the same name is not taken for this one's.
        base_store = base_store.resolve() / hashlib.sha256(options.base.read_bytes()).hexdigest()[:16]
        new_store = pathlib.Path(temporary) / "new"

        def both(case):
            base = carry_out(case, programs[0], base_store)
            if (base / STOPPED).exists():
                print(f"{case.name}: not compared, '{(base / STOPPED).read_text()}' takes over {SECONDS_LIMIT} s")
                return case, (base, base)
            return case, (base, carry_out(case, programs[1], new_store))

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            done = [(case, outputs) for case, outputs in pool.map(both, cases + several) if outputs[0] != outputs[1]]
            explained = [more for case, outputs in done for more in explanations(case, outputs[0])]
            done += pool.map(both, explained)
        for _, outputs in done:
            learn_versions(outputs, versions)
        compared, lines = 0, []
        for case, outputs in done:
            count, differences = compare_case(case, outputs, versions)
            compared += count
            lines += differences
    for line in lines:
        print(line)
    print(f"{compared} outputs of {len(done)} cases compared: "
          + (f"{len(lines)} lines of differences" if lines else "all the same"))
    return 1 if lines or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
