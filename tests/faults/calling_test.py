#!/usr/bin/env python3
"""A call that is killed, or finds the disk full, at each thing that it does to the disk: every output is the old one or
the new one, whole, and the next command brings the set to one state. And what lies in its way: a temporary folder
without room, pipes, devices, a reader that goes away, streams that are closed, two that write into one folder.

calling_test.py PROGRAM FAULT_LIBRARY EVERY [TIMES]: tried at each moment, or at each EVERYth; and TIMES calls are killed
at any time, between what they do to the disk too.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DESIGN = ROOT / "sample_runs" / "deletions" / "PLATE.toml"
FORMATS = "json,csv,html,xlsx"
PATIENCE = 300  # seconds until something counts as hanging
LEAST_MOMENTS = 20
BEING_REPLACED = ".crossbreak.replacing"  # what is to be put in place, from the first rename to the last


class Failure(Exception):
    pass


def check(truth, *explanation):
    if not truth:
        raise Failure(" ".join(map(str, explanation)))


class Program:
    def __init__(self, path, fault):
        self.path, self.fault = path, fault

    def start(self, words, fault=None, environment=None, **streams):
        variables = dict(os.environ, ASAN_OPTIONS="verify_asan_link_order=0:detect_leaks=0", **(environment or {}))
        if fault:
            variables.update(fault, LD_PRELOAD=self.fault)
        return subprocess.Popen([self.path, *map(str, words)], env=variables,
                                **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **streams})

    def run(self, words, fault=None, environment=None, **streams):
        process = self.start(words, fault, environment, **streams)
        process.told, process.error = process.communicate(timeout=PATIENCE)
        return process


def call(run, out):
    return ["call", run, "-o", out, "--formats", FORMATS]


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.exists() else {}


def one_line(process, code, where):
    check(process.returncode == code, where, "expected exit", code, "found", process.returncode, process.error)
    lines = process.error.splitlines()
    check(len(lines) == 1 and lines[0].startswith("crossbreak: "), where, "expected one line, found", process.error)


def put(folder, files):
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def check_each_whole(found, old, new, where):
    for name, content in found.items():
        if name in new:
            check(content in (old.get(name), new[name]), where, name, "is neither the old one nor the new one")
        else:
            check(not name.endswith((".xlsx", ".json", ".csv", ".html")), where, name, "is nobody's")


def check_next_commands(program, folder, out, new_run, before, new, where):
    """Any next command there, here of another run, completes or undoes what was begun to be put in place; the same one
    again leaves nothing of what was being written either. The folder is removed."""
    other = program.run(["call", folder / "other.eds", "-o", out, "--formats", "csv"])
    check(other.returncode == 0, where, "the next command:", other.error)
    found = {name: content for name, content in contents(out).items() if name in new}
    check(found in (before, new), where, "a mixture is left:",
          [(name, "new" if new[name] == content else "old") for name, content in found.items()])
    again = program.run(call(new_run, out))
    (out / "other.calls.csv").unlink()
    check(again.returncode == 0 and contents(out) == new, where, "the same again:", sorted(contents(out)))
    for path in out.iterdir():
        path.unlink()
    out.rmdir()


def killed_and_full(program, folder, old_run, new_run, every):
    """How many were tried, at how many moments. In one folder, the outputs of an older run of the same name are replaced."""
    put(folder / "one", {})
    put(folder / "two", {})
    check(program.run(call(old_run, folder / "one")).returncode == 0, "the old run is not called")
    check(program.run(call(new_run, folder / "two")).returncode == 0, "the new run is not called")
    old, new = contents(folder / "one"), contents(folder / "two")
    check(sorted(old) == sorted(new) and len(old) == 4 and all(old[name] != new[name] for name in old),
          "expected four outputs, all of them different")
    count = folder / "count"
    put(folder / "counted", old)
    check(program.run(call(new_run, folder / "counted"), {"FAULT_COUNT": str(count)}).returncode == 0, "not counted")
    moments = int(count.read_text())
    check(moments >= LEAST_MOMENTS, "expected at least", LEAST_MOMENTS, "things done to the disk, found", moments)
    tried = 0
    between_renames = moments - 2  # what is begun to be replaced, and not yet all of it
    for at in sorted({*range(1, moments + 1, every), between_renames}):
        for kind in ("kill", "full"):
            for before in (old, {}):
                where = "%s at %d of %d, %s:" % (kind, at, moments, "replacing" if before else "into an empty folder")
                out = folder / "out"
                put(out, before)
                process = program.run(call(new_run, out), {"FAULT_KIND": kind, "FAULT_AT": str(at)})
                found = contents(out)
                check_each_whole(found, before, new, where)
                if kind == "full" and process.returncode != 0:
                    one_line(process, 6, where)
                    check(found == before or BEING_REPLACED in found, where, "what was there has changed:", sorted(found))
                elif kind == "kill":
                    check(process.returncode in (0, -signal.SIGKILL), where, process.returncode, process.error)
                check_next_commands(program, folder, out, new_run, before, new, where)
                tried += 1
    return tried, moments


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink()}


def killed_over_folders(program, folder, old_run, new_run, every):
    """How many were tried of commands whose outputs lie in several folders: in one below the other, and behind a link."""
    def summary(of):
        return lambda out: ["summary", *of, "--csv", out / "set" / "s.csv", "--xlsx", out / "set" / "in" / "s.xlsx"]

    def linked_call(of):
        return lambda out: call(of, out / "set")

    def with_link(out):
        put(out, {})
        put(out / "else", {"another.xlsx": b"none yet"})
        put(out / "set", {})
        (out / "set" / "plate.calls.xlsx").symlink_to(Path("..") / "else" / "another.xlsx")

    def without_link(out):
        put(out, {})
        put(out / "set", {})

    records = [folder / place / "plate.calls.json" for place in ("one", "two")]
    tried = 0
    for prepare, commands, befores in ((without_link, [summary(records[:1]), summary(records)], (True, False)),
                                       (with_link, [linked_call(run) for run in (old_run, new_run)], (True,))):
        out = folder / "over_folders"
        count = folder / "count"
        states = []
        for words in commands:
            prepare(out)
            check(program.run(words(out)).returncode == 0, "no state", *words(out))
            states.append(files_below(out))
            shutil.rmtree(out)
        old, new = states
        check(sorted(old) == sorted(new) and all(old[name] != new[name] for name in old), "two like states", *old)
        prepare(out)
        check(program.run(commands[0](out)).returncode == 0, "no old state")
        check(program.run(commands[1](out), {"FAULT_COUNT": str(count)}).returncode == 0, "not counted")
        shutil.rmtree(out)
        moments = int(count.read_text())
        check(moments >= LEAST_MOMENTS // 2, "expected at least", LEAST_MOMENTS // 2, "things done, found", moments)
        between_renames = moments - 3  # the folders are seen onto the disk, and the note of the renames is removed
        for at in sorted({*range(1, moments + 1, max(every, 3)), between_renames - 1, between_renames}):
            for replaces in befores:
                prepare(out)
                if replaces:
                    check(program.run(commands[0](out)).returncode == 0, "no old state")
                where = "killed at %d of %d, %s:" % (at, moments, commands[1](Path(".")))
                process = program.run(commands[1](out), {"FAULT_KIND": "kill", "FAULT_AT": str(at)})
                check(process.returncode == -signal.SIGKILL or not replaces, where, process.returncode, process.error)
                other = program.run(["call", folder / "other.eds", "-o", out / "set", "--formats", "csv"])
                check(other.returncode == 0, where, "the next command:", other.error)
                (out / "set" / "other.calls.csv").unlink()
                found = {name: content for name, content in files_below(out).items() if name in new}
                check(found in (old if replaces else {}, new), where, "a mixture is left:", *found)
                again = program.run(commands[1](out))
                check(again.returncode == 0 and files_below(out) == new, where, "the same again:", *files_below(out))
                shutil.rmtree(out)
                tried += 1
    return tried


def killed_at_any_time(program, folder, new_run, times):
    """How many of the calls were killed before they ended. The times are drawn alike in every run, the moments are not."""
    old, new = contents(folder / "one"), contents(folder / "two")
    began = time.monotonic()
    check(program.run(call(new_run, folder / "timed")).returncode == 0, "not timed")
    whole = time.monotonic() - began
    rng = random.Random(1)
    killed = 0
    for turn in range(times):
        before = (old, {})[turn % 2]
        out = folder / "out"
        put(out, before)
        process = program.start(call(new_run, out))
        try:
            process.wait(timeout=rng.uniform(0, whole))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate(timeout=PATIENCE)
        where = "killed at any time, %d of %d:" % (turn, times)
        check(process.returncode in (0, -signal.SIGKILL), where, process.returncode)
        check_each_whole(contents(out), before, new, where)
        check_next_commands(program, folder, out, new_run, before, new, where)
        killed += process.returncode != 0
    check(killed > 0 or not times, "no call was killed before it ended")
    return killed


def without_room_for_temporaries(program, folder, run):
    expected = contents(folder / "two")
    nowhere = folder / "nowhere"
    process = program.run(call(run, folder / "no_room"), environment={"TMPDIR": str(nowhere), "TMP": str(nowhere)})
    check(process.returncode == 0, "without a temporary folder:", process.error)
    check(contents(folder / "no_room") == expected, "without a temporary folder: other bytes")
    with zipfile.ZipFile(folder / "no_room" / (run.stem + ".calls.xlsx")) as workbook:
        check(workbook.testzip() is None, "a broken workbook")


def in_the_way(program, folder, run):
    pipe = folder / "pipe.eds"
    os.mkfifo(pipe)
    one_line(program.run(call(pipe, folder / "of_pipe")), 3, "a pipe as a run:")
    check(not contents(folder / "of_pipe"), "a pipe as a run: outputs")

    out = folder / "to_pipe"
    out.mkdir()
    os.mkfifo(out / (run.stem + ".calls.csv"))
    one_line(program.run(call(run, out)), 6, "a pipe where an output goes:")
    check([path.name for path in out.iterdir()] == [run.stem + ".calls.csv"], "a pipe where an output goes: more is there")

    for words in (["curves", run], ["curves", run, "--csv", "-"], ["call", run, "-o", folder / "full_screen"],
                  ["inspect", run], ["codes"], ["fields", "--json"], ["help", "call"], ["--version"]):
        with open("/dev/full", "w", encoding="utf-8") as full:
            process = program.run(words, stdout=full)
        check(process.returncode == 6, "/dev/full:", *words, process.returncode, process.error)
        process = program.start(words, stdout=subprocess.PIPE)
        process.stdout.close()  # its reader has gone
        process.stderr.read()
        process.wait(timeout=PATIENCE)
        check(process.returncode in (0, 6, -signal.SIGPIPE), "a reader that goes away:", *words, process.returncode)
        process = program.start(words, preexec_fn=lambda: os.close(1), stdout=None)
        process.stderr.read()
        process.wait(timeout=PATIENCE)
        check(process.returncode == 6, "closed stdout:", *words, process.returncode)
    check(contents(folder / "full_screen") in ({}, contents(folder / "two")), "a full screen costs some outputs of all")


def with_closed_streams(program, folder, run):
    """No file of the program's takes the place of a stream, so that what is printed would stand in it."""
    put(folder / "plates", {"a.eds": run.read_bytes(), "b.eds": run.read_bytes()})
    batch = ["call", folder / "plates", "--jobs", "1", "--formats", "json", "-o"]
    process = program.run([*batch, folder / "open"])
    check(process.returncode == 0 and process.told.count("\n") == 2, "open streams:", process.told, process.error)
    for closed in ((0,), (1,), (2,), (0, 1), (0, 1, 2)):
        out = folder / ("closed_" + "".join(map(str, closed)))
        process = program.start([*batch, out], stdin=None, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                preexec_fn=lambda streams=closed: [os.close(stream) for stream in streams])
        code = process.wait(timeout=PATIENCE)
        check(code == (6 if 1 in closed else 0), "closed streams", closed, "exit", code)
        check(contents(out) == contents(folder / "open"), "closed streams", closed, "change what is written")


def at_once(program, folder, old_run, new_run, rounds):
    """Two that call two runs of one name into one folder: each succeeds or says why, and one set is left."""
    old, new = contents(folder / "one"), contents(folder / "two")
    for turn in range(rounds):
        out = folder / ("at_once_%d" % turn)
        processes = [program.start(call(run, out), {"FAULT_KIND": "slow"}) for run in (old_run, new_run)]
        readers = [threading.Thread(target=lambda p=process: setattr(p, "ended", p.communicate(timeout=PATIENCE)))
                   for process in processes]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        for process in processes:
            check(process.returncode in (0, 6), "two at once:", process.returncode, process.ended[1])
            if process.returncode == 6:
                check(process.ended[1].startswith("crossbreak: ") and process.ended[1].count("\n") == 1, "two at once:",
                      process.ended[1])
        check(contents(out) in (old, new), "two at once: a mixture is left")


def main():
    program, every = Program(*sys.argv[1:3]), int(sys.argv[3])
    times = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        runs = []
        for name, seed in (("old/plate.eds", 1), ("new/plate.eds", 2), ("other.eds", 3)):
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            simulated = program.run(["simulate", DESIGN, "--layout", "eds", "--seed", seed, "-o", path])
            check(simulated.returncode == 0, simulated.error)
            runs.append(path)
        try:
            tried, moments = killed_and_full(program, folder, runs[0], runs[1], every)
            tried += killed_over_folders(program, folder, runs[0], runs[1], every)
            killed = killed_at_any_time(program, folder, runs[1], times)
            without_room_for_temporaries(program, folder, runs[1])
            in_the_way(program, folder, runs[1])
            with_closed_streams(program, folder, runs[1])
            at_once(program, folder, runs[0], runs[1], max(20 // every, 2))
        except Failure as failure:
            print("FAILED %s" % failure)
            return 1
    print("%d calls were killed or found the disk full at their %d moments, %d were killed at any time" %
          (tried, moments, killed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
