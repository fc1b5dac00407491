#!/usr/bin/env python3
"""The workflows of sample_runs/batch: each gives what one call gives, survives failing and goes on where it was ended.

workflows_test.py CROSSBREAK SAMPLE_RUNS
"""
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = sys.argv[1]
SAMPLES = pathlib.Path(sys.argv[2]).resolve()
FOLDER = SAMPLES / "batch"
OPTIONS = ["--formats", "csv"]


def run(*arguments, **more):
    return subprocess.run([*map(str, arguments)], capture_output=True, text=True, check=False, **more)


def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Workflows(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.runs = self.folder / "an archive"
        (self.runs / "2024").mkdir(parents=True)
        for i, plate in enumerate(sorted((SAMPLES / "cohort/plates").glob("*.eds"))[:5]):
            shutil.copy(plate, self.runs / f"2024/plate{i}.eds")
        (self.runs / "cut.eds").write_bytes(b"PK no run")
        self.whole = self.folder / "whole"
        self.assertEqual(run(PROGRAM, "call", self.runs, "-o", self.whole, *OPTIONS).returncode, 3)

    def snakemake(self, program=PROGRAM):
        return run(
            "snakemake", "--cores", "3", "--snakefile", FOLDER / "Snakefile", "--config", f"runs={self.runs}",
            f"results={self.folder}/results", "shards=3", f"program={program}", f"options={shlex.join(OPTIONS)}",
            cwd=self.folder, env={**os.environ, "HOME": str(self.folder), "XDG_CACHE_HOME": str(self.folder)},
        )

    def test_snakemake(self):
        if shutil.which("snakemake") is None:
            print("snakemake is not installed: sample_runs/batch/Snakefile did not run", file=sys.stderr)
            return
        broken = self.folder / "broken"
        broken.write_text(
            f'#!/bin/sh\ncase "$*" in *"--shard 2/3"*) echo "disk full" >&2; exit 6 ;; esac\nexec {PROGRAM} "$@"\n'
        )
        broken.chmod(0o755)
        failed = self.snakemake(broken)
        self.assertNotEqual(failed.returncode, 0)
        self.assertIn("disk full", failed.stderr)
        self.assertFalse((self.folder / "results").exists())
        work = self.folder / "results.shards"
        self.assertEqual(sorted(path.name for path in work.glob("*.done")), ["1.done", "3.done"])

        again = self.snakemake()
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(content(self.folder / "results"), content(self.whole))
        self.assertEqual(re.findall(r"^shard +(\d+) ", again.stderr, re.M), ["1"], again.stderr)
        nothing = self.snakemake()
        self.assertIn("Nothing to be done", nothing.stderr + nothing.stdout)

        (self.runs / "2024/plate0.eds").unlink()
        shutil.copy(SAMPLES / "deletions/deletions.eds", self.runs / "2024/new.eds")
        (self.runs / "2024/new.eds").touch()
        self.assertEqual(run(PROGRAM, "call", self.runs, "-o", self.whole, *OPTIONS).returncode, 3)
        newer = self.snakemake()
        self.assertEqual(newer.returncode, 0, newer.stderr)
        report = "batch.plates.csv"
        self.assertEqual((self.folder / "results" / report).read_text(), (self.whole / report).read_text())

    def slurm_task(self, number, **more):
        return {
            "args": ["bash", FOLDER / "shards.sbatch", self.runs, self.folder / "shards", "3", *OPTIONS],
            "env": {**os.environ, "CROSSBREAK": PROGRAM, "SLURM_ARRAY_TASK_ID": str(number), **more},
        }

    def test_the_slurm_script(self):
        refused = run("bash", FOLDER / "shards.sbatch", self.runs, self.folder / "shards", "3")
        self.assertIn("SLURM_ARRAY_TASK_ID: expected a task of an array: sbatch --array=1-3", refused.stderr)
        codes = []
        for number in (1, 2, 3):
            task = self.slurm_task(number, SLURM_CPUS_PER_TASK="2")
            called = run(*task["args"], env=task["env"])
            codes.append(called.returncode)
            self.assertIn(f"shard {number}/3: ", called.stderr)
        self.assertEqual(sorted(codes), [0, 0, 3])
        again = run(*self.slurm_task(1)["args"], env=self.slurm_task(1)["env"])
        self.assertIn("\n0 plates called, ", again.stderr)
        merged = run(PROGRAM, "merge", *[self.folder / f"shards/{n}" for n in (1, 2, 3)], "-o", self.folder / "results")
        self.assertEqual(merged.returncode, 0, merged.stderr)
        self.assertEqual(content(self.folder / "results"), content(self.whole))

    def test_the_systemd_unit(self):
        unit = (FOLDER / "crossbreak-watch.service").read_text()
        command = re.search(r"^ExecStart=(.*)$", unit, re.M).group(1)
        self.assertEqual(command, "/usr/local/bin/crossbreak watch /mnt/runs -o /srv/crossbreak")
        if shutil.which("systemd-analyze"):
            here = self.folder / "crossbreak-watch.service"
            here.write_text(unit.replace("/usr/local/bin/crossbreak", PROGRAM))
            verified = run("systemd-analyze", "verify", here)
            self.assertEqual((verified.returncode, verified.stderr), (0, ""))
        else:
            print("systemd-analyze is not installed: the unit file was not verified", file=sys.stderr)
        out = self.folder / "out"
        with subprocess.Popen(
            [PROGRAM, "watch", self.runs, "-o", out, "--every", "0.2", *OPTIONS], stdout=subprocess.DEVNULL
        ) as watcher:
            log = out / "watch.log"
            end = time.monotonic() + 60
            while time.monotonic() < end and not (log.exists() and len(log.read_text().splitlines()) == 6):
                time.sleep(0.05)
            watcher.send_signal(signal.SIGTERM)
            self.assertEqual(watcher.wait(60), 0)
        self.assertEqual(len(log.read_text().splitlines()), 6)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
