#!/usr/bin/env python3
"""Files that ask for more of a machine than any run are refused in one line with exit 3, or read, in little memory.

limits_test.py PROGRAM SHARED_FILE EVERY [--address-space] [KIND...]: each file of limit_files.py, or each EVERYth, is
given to PROGRAM as what it is. With --address-space under the limit that is promised; a program with sanitizers reserves
more by itself, and then what it counts is all there is (tests/formats). SHARED_FILE is an extra check where it is there.
"""

import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import limit_files  # noqa: E402

ADDRESS_SPACE = 512 << 20  # of files of up to 10 MB
PROCESSOR_SECONDS = 60  # a file that takes minutes fails; how fast it is, benchmarks say
ROOT = Path(__file__).resolve().parents[2]
PLATE = ROOT / "sample_runs" / "deletions" / "deletions.eds"


def arguments(use, path, out):
    call = ["call", "-o", str(out)]
    return {limit_files.RUN: [*call, str(path)],
            limit_files.MAP: [*call, "--plate-map", str(path), str(PLATE)],
            limit_files.PANEL: [*call, "--panel", str(path), str(PLATE)],
            limit_files.RECORD: ["report", "-o", str(out), str(path)]}[use]


def limited(size):
    def set_limits():
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
        if size:
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return set_limits


def faults_of(program, use, path, size):
    """What is wrong with how the program takes the file; empty where nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        done = subprocess.run([program, *arguments(use, path, out)], preexec_fn=limited(size), capture_output=True, text=True,
                              errors="replace", check=False)
        written = sorted(each.name for each in out.iterdir()) if out.is_dir() else []
    lines = done.stderr.splitlines()
    if done.returncode != 3:
        return "expected exit 3, found %d: %s" % (done.returncode, done.stderr[:300])
    if len(lines) != 1 or not lines[0].startswith("crossbreak: ") or len(done.stderr) > 2100:
        return "expected one line, found %d: %s" % (len(lines), done.stderr[:300])
    if path.name not in lines[0]:
        return "expected the name of the file, found %s" % lines[0]
    if re.search(r"internal error|memory", lines[0]):
        return "expected a limit, found %s" % lines[0]
    if written:
        return "expected nothing written, found %s" % ", ".join(written)
    print("%s" % lines[0][:200])
    return ""


def faults_where_memory_ends(program, folder):
    """A file within all limits, under address spaces that have less and less room for it."""
    path = Path(folder) / "large.rdml"
    targets = "".join("<target id='a target of some length %d'/>" % i for i in range(60000))
    react = "<react id='1'><sample id='S'/><data><tar id='T'/><adp><cyc>1</cyc><fluor>1</fluor></adp></data></react>"
    path.write_text(limit_files.RDML % (targets, "<run id='R'>%s</run>" % react))
    faults, codes = [], set()
    for megabytes in range(40, 300, 4):
        def run(*arguments):
            return subprocess.run([program, *arguments], preexec_fn=limited(megabytes << 20), capture_output=True, text=True,
                                  errors="replace", check=False)
        if run("inspect", "--help").returncode != 0:
            continue  # no room for the program itself
        done = run("inspect", str(path))
        codes.add(done.returncode)
        if done.returncode == 0:
            break
        if done.returncode != 3 or not re.fullmatch("crossbreak: .*too large: this computer has not the memory .*\n", done.stderr):
            faults.append("%d MB: exit %d: %s" % (megabytes, done.returncode, done.stderr[:300]))
    if codes != {0, 3}:
        faults.append("expected memory to end, and then to suffice; found exits %s" % sorted(codes))
    return faults


def main():
    options = [each for each in sys.argv[1:] if each.startswith("--")]
    program, shared, every, *wanted = [each for each in sys.argv[1:] if not each.startswith("--")]
    size = ADDRESS_SPACE if "--address-space" in options else None
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        given = [(limit_files.write(folder, name, make), use) for name, use, make in limit_files.files()[::int(every)]
                 if not wanted or any(part in name for part in wanted)]
        if Path(shared).exists():
            given.append((Path(shared), limit_files.RUN))
        else:
            print("not there, and not tried: %s" % shared)
        for path, use in given:
            if fault := faults_of(program, use, path, size):
                faults.append("%s: %s" % (path.name, fault))
        if size and not wanted:
            faults += faults_where_memory_ends(program, folder)
    print("%d files, %d faults" % (len(given), len(faults)))
    for fault in faults:
        print("FAILED %s" % fault)
    return 1 if faults or not given else 0


if __name__ == "__main__":
    sys.exit(main())
