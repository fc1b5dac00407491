#!/usr/bin/env python3
"""crossbreak watch: files that grow, come at once, come in two, change and go; shares that go away; watchers that are
ended or killed and begun again.

watch_test.py CROSSBREAK SAMPLE_RUNS
"""
import contextlib
import csv
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = sys.argv[1]
SAMPLES = pathlib.Path(sys.argv[2])
EDS = SAMPLES / "deletions/deletions.eds"
TEXT = SAMPLES / "deletions/deletions.txt"
EVERY = 0.1  # seconds between two looks
LONG = 60  # seconds after which a test gives up

# A plate of few wells, since hundreds of it are called.
PLATE = """[plate]
experiment = "Simulated plate"
cycles = 40
[[target]]
name = "D4-7"
[[target]]
name = "ALB"
reporter = "VIC"
[layout]
reactions = [["D4-7", "ALB"]]
[[sample]]
name = "PATIENT_000"
copies = { "D4-7" = 2000, ALB = 9000 }
[[sample]]
name = "NTC"
role = "ntc"
"""


def crossbreak(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)


def simulated(layout="text"):
    """The bytes of each file of a simulated run."""
    with tempfile.TemporaryDirectory() as folder:
        plate = pathlib.Path(folder) / "PLATE.toml"
        plate.write_text(PLATE)
        ending = "csv" if layout == "sds1" else "txt"
        made = crossbreak("simulate", plate, "--layout", layout, "--seed", "1", "-o", f"{folder}/run.{ending}")
        assert made.returncode == 0, made.stderr
        return {
            path.name: path.read_bytes() for path in pathlib.Path(folder).glob("run*") if "truth" not in path.name
        }


RUN = simulated()["run.txt"]


def run_of(number):
    """One run of many, all different."""
    return RUN.replace(b"PATIENT_000", b"PATIENT_%03d" % number)


def drop(path, content):
    """Puts a whole file into the folder at once, however slow the machine is."""
    hidden = path.with_name("." + path.name)
    hidden.write_bytes(content)
    hidden.rename(path)


def until(what, seconds=LONG):
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        time.sleep(0.02)


class Watched:
    """A folder, and what a watcher makes of it."""

    def __init__(self, folder):
        self.runs = folder / "runs"
        self.out = folder / "out"
        self.runs.mkdir()
        self.told = folder / "told"

    def start(self, every=EVERY, formats="csv"):
        with self.told.open("w") as told:
            return subprocess.Popen(
                [PROGRAM, "watch", self.runs, "-o", self.out, "--every", str(every), "--formats", formats],
                stdout=subprocess.DEVNULL,
                stderr=told,
            )

    @contextlib.contextmanager
    def watching(self, **options):
        process = self.start(**options)
        try:
            yield process
            process.send_signal(signal.SIGTERM)
            code = process.wait(LONG)
        finally:
            process.kill()
            process.wait()
        assert code == 0, (code, self.told.read_text())

    def log(self):
        """The lines of the log without their times."""
        log = self.out / "watch.log"
        return [line.split(" ", 1)[1] for line in log.read_text().splitlines()] if log.exists() else []

    def logged(self):
        """The files that the log tells of, in order."""
        return [line.split(": ")[0] for line in self.log()]

    def problems(self):
        folder = self.out / "problems"
        return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.txt")}


class Watch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.here = Watched(self.folder)

    def stays_quiet(self):
        """Nothing is told within some looks."""
        before = self.here.log()
        time.sleep(6 * EVERY)
        self.assertEqual(self.here.log(), before)

    def test_a_growing_file_is_taken_once_and_whole(self):
        here = self.here
        part = len(RUN) // 12 + 1
        with here.watching(every=1.5):
            with (here.runs / "slow.txt").open("wb") as file:
                for start in range(0, len(RUN), part):
                    file.write(RUN[start : start + part])
                    file.flush()
                    self.assertEqual((here.log(), here.problems()), ([], {}))
                    time.sleep(0.3)
            until(here.log)
            self.stays_quiet()
        self.assertEqual(here.logged(), ["slow.txt"])
        alone = crossbreak("call", here.runs / "slow.txt", "-o", self.folder / "alone", "--formats", "csv")
        self.assertIn(alone.returncode, (0, 4), alone.stderr)
        self.assertEqual(
            (here.out / "slow.calls.csv").read_bytes(), (self.folder / "alone/slow.calls.csv").read_bytes()
        )
        self.assertRegex((here.out / "watch.log").read_text(), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ slow\.txt: run ")

    def test_two_hundred_files_at_once_each_once(self):
        here = self.here
        with here.watching():
            for i in range(200):
                (here.runs / f"{i % 3}").mkdir(exist_ok=True)
                drop(here.runs / f"{i % 3}/plate{i:03}.txt", run_of(i))
            until(lambda: len(here.log()) >= 200)
            self.stays_quiet()
        self.assertEqual(sorted(here.logged()), sorted(f"{i % 3}/plate{i:03}.txt" for i in range(200)))
        self.assertEqual(len(list(here.out.rglob("*.calls.csv"))), 200)
        with (here.out / "batch.plates.csv").open(newline="") as file:
            self.assertEqual(sum(row["row"] == "plate" for row in csv.DictReader(file)), 200)

    def test_killed_and_begun_again_it_goes_on(self):
        here = self.here
        for i in range(30):
            drop(here.runs / f"plate{i:02}.txt", run_of(i))
        process = here.start()
        until(lambda: len(here.log()) >= 3)
        process.kill()
        process.wait()
        before = {path: path.stat().st_mtime_ns for path in here.out.glob("*.calls.csv")}
        done = here.logged()
        self.assertLess(len(done), 30)
        with here.watching():
            until(lambda: len(here.log()) >= 30)
            self.stays_quiet()
        self.assertEqual(here.logged()[: len(done)], done)
        self.assertEqual(sorted(here.logged()), [f"plate{i:02}.txt" for i in range(30)])
        for name in done:
            path = here.out / name.replace(".txt", ".calls.csv")
            self.assertEqual(path.stat().st_mtime_ns, before[path])
        with here.watching():
            self.stays_quiet()
        self.assertEqual([path.name for path in here.out.iterdir() if ".part" in path.name], [])
        self.assertFalse((here.out / ".crossbreak.batch").exists())

    def test_the_two_files_of_a_run_wait_for_each_other(self):
        here = self.here
        halves = simulated("sds1")
        self.assertEqual(sorted(halves), ["run.csv", "run.delta_rn.csv"])
        with here.watching():
            drop(here.runs / "run.delta_rn.csv", halves["run.delta_rn.csv"])
            drop(here.runs / "other.txt", run_of(1))
            until(here.log)
            self.stays_quiet()
            self.assertEqual((here.logged(), here.problems()), (["other.txt"], {}))
            drop(here.runs / "run.csv", halves["run.csv"])
            until(lambda: len(here.log()) == 2)
        self.assertEqual(here.logged(), ["other.txt", "run.csv"])

    def test_a_share_that_goes_away_and_comes_back(self):
        here = self.here
        drop(here.runs / "first.txt", run_of(1))
        drop(here.runs / "cut.eds", b"PK no run")
        with here.watching():
            until(lambda: len(here.log()) == 2)
            until(here.problems)
            before = (here.log(), here.problems())
            for is_mount_point in (False, True):
                here.runs.rename(self.folder / "away")
                if is_mount_point:
                    here.runs.mkdir()
                time.sleep(4 * EVERY)
                self.assertEqual((here.log(), here.problems()), before)
                if is_mount_point:
                    here.runs.rmdir()
                (self.folder / "away").rename(here.runs)
                time.sleep(4 * EVERY)
                self.assertEqual((here.log(), here.problems()), before)
            drop(here.runs / "second.txt", run_of(2))
            until(lambda: len(here.log()) == 3)
        told = here.told.read_text()
        self.assertIn(f"crossbreak: {here.runs}: cannot be read (No such file or directory); waiting", told)
        self.assertIn(f"crossbreak: {here.runs}: cannot be read (it is empty); waiting until it can\n", told)
        self.assertEqual(told.count("is there again"), 2)

    def test_what_is_not_its_own_stays_among_the_problems(self):
        here = self.here
        drop(here.runs / "cut.eds", b"PK no run")
        folder = here.out / "problems"
        (folder / "sub").mkdir(parents=True)
        others = {folder / "mine.txt": "mine", folder / "sub/notes.doc": "crossbreak is a program"}
        for path, text in others.items():
            path.write_text(text)
        (folder / "old.eds.txt").write_text("crossbreak: old.eds: of a watcher before\n")
        with here.watching():
            until(lambda: "cut.eds.txt" in here.problems() and "old.eds.txt" not in here.problems())
        self.assertRegex(here.problems()["cut.eds.txt"], r"^crossbreak: cut\.eds: ")
        self.assertEqual({path: path.read_text() for path in others}, others)

    def test_what_others_put_in_the_way_is_told_and_left_alone(self):
        here = self.here
        drop(here.runs / "cut.eds", b"PK no run")
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "cut.eds.txt").write_text("crossbreak: mine")
        here.out.mkdir()
        (here.out / "problems").symlink_to(elsewhere)
        process = here.start()
        self.assertEqual(process.wait(LONG), 6, here.told.read_text())
        self.assertIn("problems: expected a folder of its own for the texts, found a link", here.told.read_text())
        self.assertEqual((elsewhere / "cut.eds.txt").read_text(), "crossbreak: mine")
        (here.out / "problems").unlink()
        (here.out / "watch.log").unlink()
        os.mkfifo(here.out / "watch.log")
        process = here.start()
        self.assertEqual(process.wait(LONG), 6, here.told.read_text())
        self.assertIn("watch.log: cannot be written: expected a file, found a folder, device or pipe",
                      here.told.read_text())

    def test_what_cannot_be_written_of_one_plate_ends_no_watch(self):
        here = self.here
        longest, long = "x" * 251 + ".txt", "y" * 240 + ".txt"
        (here.runs / longest).write_bytes(run_of(1))
        (here.runs / long).write_bytes(run_of(2))
        (here.runs / "cut.eds").write_bytes(b"PK no run")
        in_the_way = here.out / "problems/cut.eds.txt"
        in_the_way.mkdir(parents=True)
        with here.watching():
            until(lambda: len(here.log()) == 4)
            self.assertEqual(sorted(here.logged()), ["cut.eds", "cut.eds", longest, long])
            self.assertEqual(
                here.log()[-1], f"cut.eds: {in_the_way}: cannot be written: a directory of this name is in the way"
            )
            drop(here.runs / "later.txt", run_of(3))
            until(lambda: len(here.log()) == 5)
        self.assertEqual(here.logged()[-1], "later.txt")
        texts = [path for path in (here.out / "problems").iterdir() if path.is_file()]
        self.assertEqual([len(path.name) for path in texts], [255])
        told = (
            f"{longest}: {here.out}/{'x' * 251}.patients.html: cannot be written, as it will be once the run is "
            "reviewed: File name too long"
        )
        self.assertEqual(texts[0].read_text(), f"crossbreak: {told}\n")
        self.assertIn(told, here.log())
        self.assertTrue((here.out / f"{'y' * 240}.calls.csv").is_file())
        with (here.out / "batch.plates.csv").open(newline="") as file:
            problems = {row["files"]: row["problem"] for row in csv.DictReader(file) if row["row"] == "plate"}
        self.assertEqual(
            {file: problem.split(": ")[0] for file, problem in problems.items()},
            {"cut.eds": "cut.eds", "later.txt": "", longest: longest, long: ""},
        )
        with here.watching():
            until(lambda: len(here.log()) == 6)
            self.stays_quiet()
            in_the_way.rmdir()
            until(in_the_way.is_file)
        self.assertEqual(here.logged()[5:], ["cut.eds"])

    def test_a_file_that_is_replaced_is_called_again(self):
        here = self.here
        run = here.runs / "plate.txt"
        drop(run, run_of(1))
        with here.watching():
            until(here.log)
            first = (here.out / "plate.calls.csv").read_text()
            drop(run, run_of(2))
            until(lambda: len(here.log()) == 2)
            self.assertNotEqual((here.out / "plate.calls.csv").read_text(), first)
            self.stays_quiet()
        self.assertEqual(here.logged(), ["plate.txt", "plate.txt"])

    def test_what_is_left_of_the_file_before_is_told(self):
        here = self.here
        run = here.runs / "plate.txt"
        drop(run, run_of(1))
        with here.watching(formats="json,csv"):
            until(here.log)
        before = (here.out / "plate.calls.csv").read_bytes()
        drop(run, run_of(2))
        with here.watching(formats="json"):
            until(lambda: len(here.log()) == 3)
            self.stays_quiet()
        plate = here.out / "plate"
        self.assertEqual(
            here.log()[2],
            f"{plate}.calls.csv: of an earlier call, not of this one; made again by: crossbreak report "
            f"{plate}.calls.json --formats csv",
        )
        self.assertEqual((here.out / "plate.calls.csv").read_bytes(), before)

    def test_a_plate_map_that_comes_later_calls_again(self):
        here = self.here
        drop(here.runs / "plate.txt", run_of(1))
        with here.watching():
            until(here.log)
            drop(here.runs / "plate.map.csv", b"well,sample\nA1,RENAMED\n")
            until(lambda: len(here.log()) == 2)
            self.stays_quiet()
        self.assertIn("RENAMED", (here.out / "plate.calls.csv").read_text())
        self.assertEqual(here.problems(), {})

    def test_what_was_reviewed_stays(self):
        here = self.here
        run = here.runs / "plate.txt"
        drop(run, run_of(1))
        with here.watching(formats="csv,json"):
            until(here.log)
            record = here.out / "plate.calls.json"
            decided = crossbreak(
                "review", "decide", record, "--by", "A. R.", "--accept", "all", "-o", here.out / "plate.review.json"
            )
            self.assertEqual(decided.returncode, 0, decided.stderr)
            before = record.read_bytes()
            drop(run, run_of(2))
            until(here.problems)
            self.stays_quiet()
            self.assertIn("is not written over", here.problems()["plate.txt.txt"])
            self.assertEqual(record.read_bytes(), before)
            drop(run, run_of(1))
            until(lambda: not here.problems())
            self.assertEqual(record.read_bytes(), before)

    def test_a_problem_has_a_text_for_as_long_as_it_is_one(self):
        here = self.here
        (here.runs / "2025").mkdir()
        drop(here.runs / "2025/cut.eds", EDS.read_bytes()[:3000])
        drop(here.runs / "gone.eds", b"PK no run")
        (here.runs / "notes.txt").write_text("call Anna\n")
        with here.watching():
            until(lambda: len(here.problems()) == 2)
            self.assertTrue(here.problems()["2025/cut.eds.txt"].startswith("crossbreak: 2025/cut.eds: "))
            self.assertEqual(sorted(here.logged()), ["2025/cut.eds", "gone.eds"])
            self.stays_quiet()
        with here.watching():  # tries again, and says nothing that it has said
            self.stays_quiet()
            (here.runs / "gone.eds").unlink()
            drop(here.runs / "2025/cut.eds", EDS.read_bytes())
            until(lambda: not here.problems())
            until(lambda: len(here.log()) == 3)
        self.assertEqual(here.logged()[2], "2025/cut.eds")

    def test_copies_and_exports_are_named_and_not_called(self):
        here = self.here
        drop(here.runs / "run.eds", EDS.read_bytes())
        with here.watching():
            until(here.log)
            drop(here.runs / "copy.eds", EDS.read_bytes())
            until(lambda: len(here.log()) == 2)
            drop(here.runs / "text.txt", TEXT.read_bytes())
            until(lambda: len(here.log()) == 3)
            self.stays_quiet()
        self.assertEqual(
            here.log()[1:],
            [
                "copy.eds: not called again, the same as run.eds",
                "text.txt: not called again, a second export of run.eds",
            ],
        )
        with here.watching():
            self.stays_quiet()
        self.assertEqual([path.name for path in here.out.glob("*.calls.csv")], ["run.calls.csv"])
        with (here.out / "batch.plates.csv").open(newline="") as file:
            self.assertEqual([row["also"] for row in csv.DictReader(file)][0], "copy.eds;text.txt")

    def test_one_watcher_a_folder(self):
        here = self.here
        with here.watching():
            until(lambda: "Ctrl-C or SIGTERM ends it" in here.told.read_text())
            second = crossbreak("watch", here.runs, "-o", here.out)
            self.assertEqual(second.returncode, 6)
            self.assertIn("another batch is writing here", second.stderr)
            drop(here.runs / "plate.txt", RUN)
            until(here.log)
        self.assertTrue(here.told.read_text().endswith("ended as asked; the same command goes on\n"))
        resumed = crossbreak("call", here.runs, "-o", here.out, "--resume", "--formats", "csv")
        self.assertIn("plate.txt: up to date; ", resumed.stdout)

    def test_what_the_command_line_refuses(self):
        here = self.here
        for arguments, code, message in [
            ([here.runs], 2, "expected -o and a folder for the outputs of the runs, found none"),
            ([here.runs, "-o", here.runs], 2, "-o: expected a folder that does not hold the one that is watched"),
            ([here.runs / "none", "-o", here.out], 3, f"{here.runs}/none: expected a folder to watch, found none"),
            ([here.runs, "-o", here.out, "--every", "soon"], 2, "--every: expected seconds from 0.1 to 86400"),
            ([here.runs, "-o", here.out, "--meta", "x"], 2, "--meta: is of one run"),
        ]:
            refused = crossbreak("watch", *arguments)
            self.assertEqual(refused.returncode, code, refused.stderr)
            self.assertIn("crossbreak: " + message, refused.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
