#!/usr/bin/env python3
"""crossbreak call of many plates: a tree of folders with all that may lie in one, going on after each change and after
each end, and the same bytes however many plates are called at a time.

batch_test.py CROSSBREAK SAMPLE_RUNS
"""
import contextlib
import csv
import functools
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from plate_texts import CONTROLS, FOUR_SETS, deleted, not_deleted  # noqa: E402

PROGRAM = sys.argv[1]
SAMPLES = pathlib.Path(sys.argv[2])
EDS = SAMPLES / "deletions/deletions.eds"
TEXT = SAMPLES / "deletions/deletions.txt"
JOURNAL = "batch.journal.jsonl"
FORMATS = ["--formats", "json,csv"]
# What a shell starts by & ignores SIGINT, and so would each program that is started here.
signal.signal(signal.SIGINT, signal.default_int_handler)

PLATE = """[plate]
experiment = "Simulated plate"
run_started = "2024-03-04T08:30:00Z"
cycles = 45
""" + FOUR_SETS + deleted("CLEAR") + not_deleted("NONE") + CONTROLS


def crossbreak(*arguments, folder=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=folder, check=False)


def simulate(path, layout="text", seed=1):
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as design:
        plate = pathlib.Path(design) / "PLATE.toml"
        plate.write_text(PLATE)
        made = crossbreak("simulate", plate, "--layout", layout, "--seed", seed, "-o", path)
    assert made.returncode == 0, made.stderr
    for truth in path.parent.glob("*truth*"):
        truth.unlink()


@functools.cache
def simulated():
    with tempfile.TemporaryDirectory() as folder:
        simulate(pathlib.Path(folder) / "plate.txt")
        return (pathlib.Path(folder) / "plate.txt").read_bytes()


def simulate_copy(path):
    """Where any plate will do."""
    path.write_bytes(simulated())


def content(folder):
    """Every file below a folder, by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@contextlib.contextmanager
def folders():
    with tempfile.TemporaryDirectory() as folder:
        runs = pathlib.Path(folder) / "runs"
        runs.mkdir()
        yield runs, pathlib.Path(folder) / "out"


class Tree(unittest.TestCase):
    def test_a_tree_of_all_that_may_lie_in_one(self):
        with folders() as (runs, out):
            simulate(runs / "2024/good.txt", seed=1)
            simulate(runs / "2024/halves/monday.csv", layout="sds1", seed=2)
            simulate(runs / "2024/halves/tuesday.csv", layout="sds1", seed=3)
            (runs / "2025").mkdir()
            shutil.copy(EDS, runs / "2025/twice.eds")
            (runs / "2025/exports").mkdir()
            shutil.copy(TEXT, runs / "2025/exports/another_name.txt")
            (runs / "2025/cut.eds").write_bytes(EDS.read_bytes()[:3000])
            (runs / "2025/empty.eds").write_bytes(b"")
            (runs / "2025/notes.txt").write_text("call Anna about the plates\n")
            (runs / "2025/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
            (runs / "2025/lost.map.csv").write_text("well,sample\nA1,X\n")
            (runs / "linked").symlink_to(runs / "2024", target_is_directory=True)
            own = runs / "own"
            self.assertEqual(crossbreak("call", runs / "2024/good.txt", "-o", own).returncode, 0)

            called = crossbreak("call", runs, "-o", out, *FORMATS)
            told = [line.split(": ")[1] for line in called.stderr.splitlines() if line.startswith("crossbreak: ")]
            self.assertEqual(told, ["2025/cut.eds", "2025/empty.eds", "2025/lost.map.csv"], called.stderr)
            self.assertIn("a plate map without its run: expected a run named 'lost'", called.stderr)
            self.assertEqual(called.returncode, 3)
            self.assertEqual(
                [line.split(": ")[0] for line in called.stdout.splitlines()],
                [
                    "2024/good.txt",
                    "2024/halves/monday.csv",
                    "2024/halves/tuesday.csv",
                    "2025/twice.eds",
                    "2025/exports/another_name.txt",
                ],
            )
            self.assertIn(
                "2025/exports/another_name.txt: not called again, a second export of 2025/twice.eds\n", called.stdout
            )
            self.assertIn("2024/good.txt: run valid; 2 patients: 1 deletion, 1 not detected", called.stdout)
            self.assertIn(
                "4 plates called, 0 up to date, 3 not called; 2 unrelated files passed over, 4 outputs of crossbreak, "
                "1 link to a folder not followed\n",
                called.stderr,
            )
            self.assertEqual(
                sorted(name for name in content(out) if name.endswith(".json")),
                [
                    "2024/good.calls.json",
                    "2024/halves/monday.calls.json",
                    "2024/halves/tuesday.calls.json",
                    "2025/twice.calls.json",
                ],
            )
            monday = json.loads((out / "2024/halves/monday.calls.json").read_text())
            self.assertEqual([part["file"] for part in monday["inputs"]], ["monday.csv", "monday.delta_rn.csv"])

            # In place: what was written the time before is told from runs by its content.
            again = crossbreak("call", out, runs / "2024/good.txt", "-o", out, *FORMATS)
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertIn("1 plate called", again.stderr)

    def test_the_report_of_all(self):
        with folders() as (runs, out):
            simulate(runs / "a/plate.txt")
            shutil.copy(TEXT, runs / "a/more.txt")
            (runs / "cut.eds").write_bytes(b"PK")
            called = crossbreak("call", runs, "-o", out)
            self.assertEqual(called.returncode, 3)
            with (out / "batch.plates.csv").open(newline="") as file:
                rows = list(csv.DictReader(file))
            plates = [row for row in rows if row["row"] == "plate"]
            self.assertEqual([row["plate"] for row in plates], ["a/more", "a/plate", "cut"])
            self.assertEqual((plates[1]["deletion"], plates[1]["not_detected"]), ("1", "1"))
            self.assertEqual((plates[0]["run_date"], plates[1]["run_date"]), ("2024-03-04T10:21:00Z", ""))
            self.assertTrue(plates[2]["problem"].startswith("cut.eds: "))
            self.assertEqual([(out / row["page"]).is_file() for row in plates[:2]], [True, True])
            looked_at = json.loads((out / "a/more.calls.json").read_text())["patients"]
            self.assertEqual(
                [(row["sample"], row["call"]) for row in rows if row["row"] == "patient"],
                [(patient["sample"], patient["call"]) for patient in looked_at if patient["review"]],
            )
            self.assertGreater(len(rows), len(plates))
            report = {name: text for name, text in content(out).items() if name.startswith("batch.")}
            self.assertEqual(
                sorted(report), [JOURNAL, "batch.plates.csv", "batch.plates.html", "batch.plates.xlsx"]
            )
            resumed = crossbreak("call", runs, "-o", out, "--resume", "--jobs", "1")
            self.assertIn("0 plates called, 2 up to date, 1 not called", resumed.stderr)
            self.assertEqual(
                {name: text for name, text in content(out).items() if name.startswith("batch.")}, report
            )

    def test_a_plate_is_called_as_alone(self):
        with folders() as (runs, out):
            simulate(runs / "a/plate.txt")
            alone = crossbreak("call", runs / "a/plate.txt", "-o", out / "alone")
            self.assertEqual(alone.returncode, 0, alone.stderr)
            batch = crossbreak("call", runs, "-o", out / "batch")
            self.assertEqual(batch.returncode, 0, batch.stderr)
            self.assertEqual(
                content(out / "alone"),
                {
                    pathlib.Path(name).name: text
                    for name, text in content(out / "batch").items()
                    if name.startswith("a/")
                },
            )

    def test_settings_and_plate_map_are_those_beside_the_run(self):
        with folders() as (runs, out):
            simulate(runs / "a/plate.txt")
            simulate(runs / "b/plate.txt")
            (runs / "a/plate.map.csv").write_text("well,sample\nA1,RENAMED\nB1,RENAMED\nC1,RENAMED\nD1,RENAMED\n")
            (runs / "b/crossbreak.toml").write_text('formats = ["csv"]\n')
            called = crossbreak("call", runs, "-o", out)
            self.assertEqual(called.returncode, 0, called.stderr)
            names = content(out)
            self.assertIn("a/plate.calls.xlsx", names)
            self.assertEqual([name for name in names if name.startswith("b/")], ["b/plate.calls.csv"])
            record = json.loads(names["a/plate.calls.json"])
            self.assertEqual([patient["sample"] for patient in record["patients"]], ["RENAMED", "NONE"])
            self.assertIn("0 unrelated files", called.stderr)

            (runs / "b/crossbreak.toml").write_text("formats = 4\n")
            called = crossbreak("call", runs, "-o", out)
            self.assertEqual(called.returncode, 3)
            self.assertIn("crossbreak: b/plate.txt: b/crossbreak.toml:1: ", called.stderr)
            self.assertIn("a/plate.txt: run valid", called.stdout)
            with (out / "batch.plates.csv").open(newline="") as file:
                problems = {row["plate"]: row["problem"] for row in csv.DictReader(file) if row["row"] == "plate"}
            self.assertEqual(problems["a/plate"], "")
            self.assertIn(f"crossbreak: {problems['b/plate']}\n", called.stderr)

            # Of a folder that is named from elsewhere too.
            called = crossbreak("call", "runs", "-o", out, folder=runs.parent)
            self.assertIn(f"crossbreak: {problems['b/plate']}\n", called.stderr)
            self.assertIn("a/plate.txt: run valid", called.stdout)

    def test_a_packed_folder_of_runs_is_told(self):
        with folders() as (runs, out):
            simulate(runs / "plate.txt")
            with zipfile.ZipFile(runs / "2023.zip", "w") as packed:
                packed.write(TEXT, "2023/monday.txt")
            with zipfile.ZipFile(runs / "letters.zip", "w") as packed:
                packed.writestr("letters/anna.txt", "call Anna about the plates\n")
            called = crossbreak("call", runs, "-o", out, *FORMATS)
            self.assertEqual(called.returncode, 3)
            self.assertIn(
                "crossbreak: 2023.zip: a zip that holds '2023/monday.txt': unpack it and give that file\n", called.stderr
            )
            self.assertIn("1 plate called, 0 up to date, 1 not called; 1 unrelated file passed over\n", called.stderr)

    def test_an_export_takes_the_place_of_one_that_cannot_be_called(self):
        with folders() as (runs, out):
            shutil.copy(EDS, runs / "twice.eds")
            (runs / "text").mkdir()
            shutil.copy(TEXT, runs / "text/other.txt")
            (runs / "twice.map.csv").write_text("well,sample\nZ99,X\n")
            for _ in range(2):
                called = crossbreak("call", runs, "-o", out, *FORMATS, "--resume", "--fail-fast")
                self.assertEqual(called.returncode, 3)
                self.assertRegex(called.stderr, r"^crossbreak: twice\.eds: twice\.map\.csv")
                self.assertEqual([line.split(": ")[0] for line in called.stdout.splitlines()], ["text/other.txt"])
                self.assertEqual(sorted(path.name for path in out.rglob("*.calls.json")), ["other.calls.json"])
            self.assertIn("text/other.txt: up to date; ", called.stdout)
            with (out / "batch.plates.csv").open(newline="") as file:
                plates = [row for row in csv.DictReader(file) if row["row"] == "plate"]
            self.assertEqual([(row["plate"], row["files"]) for row in plates], [("text/other", "text/other.txt")])
            self.assertTrue(plates[0]["problem"].startswith("twice.eds: twice.map.csv"))
            (runs / "twice.map.csv").unlink()
            called = crossbreak("call", runs, "-o", out, *FORMATS, "--resume")
            self.assertEqual(called.returncode, 0, called.stderr)
            self.assertEqual([line.split(": ")[0] for line in called.stdout.splitlines()], ["twice.eds", "text/other.txt"])

    def test_two_runs_of_one_name_and_a_list(self):
        with folders() as (runs, out):
            simulate(runs / "plate.txt", seed=1)
            simulate(runs / "plate.csv", layout="sds1", seed=2)
            (runs / "list").write_text(f"{runs / 'plate.txt'}\r\n\n{runs}\n")
            called = crossbreak("call", "--list", runs / "list", "-o", out, "--jobs", "2", *FORMATS)
            self.assertEqual(called.returncode, 3)
            self.assertIn(
                "crossbreak: plate.csv: its outputs would take the place of those of plate.txt, another run of this "
                "name; rename one of the two\n",
                called.stderr,
            )
            self.assertEqual(called.stdout.count("plate.txt: run valid"), 1)

    def test_stopping_at_the_first(self):
        with folders() as (runs, out):
            for name in "abcd":
                simulate(runs / f"{name}.txt")
            (runs / "b.txt").rename(runs / "b.eds")
            (runs / "b.eds").write_bytes(b"no run")
            called = crossbreak("call", runs, "-o", out, "--fail-fast", *FORMATS)
            self.assertEqual(called.returncode, 3)
            self.assertEqual([line[:5] for line in called.stdout.splitlines()], ["a.txt"])
            self.assertIn("crossbreak: stopped with 2 of 4 runs\n", called.stderr)
            self.assertEqual(sorted(path.name for path in out.glob("*.json")), ["a.calls.json"])

    def test_what_the_command_line_refuses(self):
        with folders() as (runs, out):
            simulate(runs / "plate.txt")
            for arguments, message in [
                ([runs], "expected -o and a folder for the outputs of many plates, found none"),
                ([runs, "-o", out, "--json"], "--json: prints one record"),
                ([runs, "-o", out, "--combine", "x"], "--combine: calls plates together"),
                ([runs, "-o", out, "--jobs", "0"], "--jobs: expected a number from 1 to 1024, found '0'"),
                ([runs, "-o", out, "--shard", "4/3"], "--shard: expected a part of so many, as 1/3, 2/3 or 3/3, found"),
            ]:
                refused = crossbreak("call", *arguments)
                self.assertEqual(refused.returncode, 2)
                self.assertIn("crossbreak: " + message, refused.stderr)
            (out / "nothing").mkdir(parents=True)
            empty = crossbreak("call", out / "nothing", "-o", out)
            self.assertEqual(empty.returncode, 3)
            self.assertIn("expected the files of runs, found none (0 unrelated files passed over)", empty.stderr)


class Resume(unittest.TestCase):
    def resume(self, runs, out, *options):
        """Which plates were called, and which were not."""
        called = crossbreak("call", runs, "-o", out, "--resume", *FORMATS, *options)
        self.assertEqual(called.returncode, 0, called.stderr)
        lines = called.stdout.splitlines()
        return [line.split(": ")[0] for line in lines if ": up to date; " not in line], len(lines)

    def test_each_change_of_what_shapes_an_output_calls_again(self):
        with folders() as (runs, out):
            for name in "abc":
                simulate(runs / name / "plate.txt")
            self.assertEqual(self.resume(runs, out), (["a/plate.txt", "b/plate.txt", "c/plate.txt"], 3))
            before = content(out)
            self.assertEqual(self.resume(runs, out), ([], 3))
            self.assertEqual(content(out), before)

            simulate(runs / "b/plate.txt", seed=5)
            self.assertEqual(self.resume(runs, out), (["b/plate.txt"], 3))
            (runs / "c/plate.map.csv").write_text("well,sample\nA1,CLEAR\n")
            self.assertEqual(self.resume(runs, out), (["c/plate.txt"], 3))
            (runs / "a/crossbreak.toml").write_text('lang = "zh"\n')
            self.assertEqual(self.resume(runs, out)[0], ["a/plate.txt"])
            (out / "b/plate.calls.csv").write_text("changed by hand\n")
            self.assertEqual(self.resume(runs, out)[0], ["b/plate.txt"])
            (out / "b/plate.calls.csv").unlink()
            self.assertEqual(self.resume(runs, out)[0], ["b/plate.txt"])
            self.assertEqual(len(self.resume(runs, out, "--threshold", "0.3")[0]), 3)
            self.assertEqual(len(self.resume(runs, out, "--threshold", "0.3", "--no-curves")[0]), 3)
            self.assertEqual(self.resume(runs, out, "--threshold", "0.3", "--no-curves", "--jobs", "1")[0], [])
            (out / JOURNAL).write_text((out / JOURNAL).read_text()[:-20])
            self.assertEqual(
                self.resume(runs, out, "--threshold", "0.3", "--no-curves")[0], ["c/plate.txt"]
            )

    def test_what_was_reviewed_stays(self):
        with folders() as (runs, out):
            simulate(runs / "plate.txt")
            self.assertEqual(self.resume(runs, out)[0], ["plate.txt"])
            record = out / "plate.calls.json"
            decided = crossbreak(
                "review", "decide", record, "--by", "A. Reviewer", "--accept", "all", "-o", out / "plate.review.json"
            )
            self.assertEqual(decided.returncode, 0, decided.stderr)
            before = record.read_bytes()
            simulate(runs / "plate.txt", seed=7)
            called = crossbreak("call", runs, "-o", out, "--resume", *FORMATS)
            self.assertEqual(called.returncode, 6)
            self.assertIn("plate.calls.json: is not written over", called.stderr)
            self.assertEqual(record.read_bytes(), before)

    def test_one_at_a_time_and_four_give_the_same_bytes(self):
        with folders() as (runs, out):
            for i in range(12):
                simulate(runs / f"{i % 3}/plate{i}.txt", seed=i)
            outputs = []
            for jobs in (1, 4):
                called = crossbreak("call", runs, "-o", out / str(jobs), "--jobs", jobs)
                self.assertEqual(called.returncode, 0, called.stderr)
                outputs.append((called.stdout, content(out / str(jobs))))
            self.assertEqual(outputs[0], outputs[1])
            self.assertEqual(len(outputs[0][0].splitlines()), 12)

    def test_two_batches_do_not_write_into_one_folder(self):
        with folders() as (runs, out):
            for i in range(30):
                simulate_copy(runs / f"plate{i:02}.txt")
            with subprocess.Popen(
                [PROGRAM, "call", runs, "-o", out, "--jobs", "1", *FORMATS], stdout=subprocess.PIPE, text=True
            ) as first:
                self.assertTrue(first.stdout.readline().startswith("plate00.txt: run valid"))
                first.send_signal(signal.SIGSTOP)
                second = crossbreak("call", runs, "-o", out, *FORMATS)
                first.send_signal(signal.SIGCONT)
                self.assertEqual(len(first.stdout.readlines()), 29)
            self.assertEqual(first.returncode, 0)
            self.assertEqual(second.returncode, 6)
            self.assertEqual(
                second.stderr,
                f"crossbreak: {out}: another batch is writing here; wait until it has ended, or name another folder\n",
            )
            self.assertEqual([path.name for path in out.iterdir() if path.name.startswith(".")], [])

    def test_ended_at_any_moment_it_goes_on(self):
        with folders() as (runs, out):
            for i in range(30):
                simulate_copy(runs / f"plate{i:02}.txt")
            whole = crossbreak("call", runs, "-o", out / "whole", *FORMATS)
            self.assertEqual(whole.returncode, 0, whole.stderr)
            for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
                ended = out / ending.name
                with subprocess.Popen(
                    [PROGRAM, "call", runs, "-o", ended, "--jobs", "2", *FORMATS],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                ) as process:
                    first = process.stdout.readline()
                    process.send_signal(ending)
                    # Not communicate(), which passes over what readline() has taken besides its line.
                    rest, told = process.stdout.read(), process.stderr.read()
                self.assertTrue(first.startswith("plate00.txt: run valid"))
                self.assertEqual(process.returncode, -ending)
                called = len((first + rest).splitlines())
                self.assertLess(called, 30)
                if ending != signal.SIGKILL:
                    self.assertIn("crossbreak: interrupted; the same command with --resume goes on\n", told)
                    self.assertEqual(len(list(ended.glob("*.calls.json"))), called)
                    self.assertEqual([path.name for path in ended.iterdir() if ".part" in path.name], [])
                resumed = crossbreak("call", runs, "-o", ended, "--resume", *FORMATS)
                self.assertEqual(resumed.returncode, 0, resumed.stderr)
                up_to_date = resumed.stdout.count(": up to date; ")
                self.assertGreaterEqual(up_to_date, called - (ending == signal.SIGKILL))
                self.assertLess(up_to_date, 30)
                self.assertEqual(
                    {name: text for name, text in content(ended).items() if ".part" not in name},
                    content(out / "whole"),
                )


class Shards(unittest.TestCase):
    def call_shards(self, runs, out, number):
        """The folders of all shards, with what each told."""
        shards = []
        for i in range(1, number + 1):
            called = crossbreak("call", runs, "-o", out / f"shard{i}", "--shard", f"{i}/{number}", *FORMATS)
            self.assertIn(called.returncode, (0, 3), called.stderr)
            shards.append((out / f"shard{i}", called))
        return shards

    def test_three_shards_merged_give_the_bytes_of_one_batch(self):
        with folders() as (runs, out):
            for i in range(7):
                simulate(runs / f"{i % 2}/plate{i}.txt", seed=i)
            simulate(runs / "1/halves.csv", layout="sds1", seed=20)
            shutil.copy(EDS, runs / "0/twice.eds")
            (runs / "exports").mkdir()
            shutil.copy(TEXT, runs / "exports/again.txt")
            (runs / "0/cut.eds").write_bytes(EDS.read_bytes()[:3000])
            whole = crossbreak("call", runs, "-o", out / "whole", *FORMATS)
            self.assertEqual(whole.returncode, 3)
            shards = self.call_shards(runs, out, 3)
            told = [line for _, called in shards for line in called.stdout.splitlines()]
            self.assertEqual(sorted(told), sorted(whole.stdout.splitlines()))
            for _, called in shards:
                self.assertEqual("0/twice.eds: " in called.stdout, "exports/again.txt: " in called.stdout)
                self.assertRegex(called.stderr, r"shard \d/3: \d+ of 10 runs\n")
            self.assertGreater(min(len(called.stdout.splitlines()) for _, called in shards), 0)
            self.assertEqual(sum(called.returncode == 3 for _, called in shards), 1)

            names = [shard for shard, _ in shards]
            merged = crossbreak("merge", *reversed(names), "-o", out / "merged")
            self.assertEqual((merged.returncode, merged.stdout), (0, "10 plates of 3 shards merged\n"), merged.stderr)
            self.assertEqual(content(out / "merged"), content(out / "whole"))
            again = crossbreak("merge", *names, "-o", out / "merged")
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertEqual(content(out / "merged"), content(out / "whole"))
            resumed = crossbreak("call", runs, "-o", out / "merged", "--resume", *FORMATS)
            self.assertIn("0 plates called, 9 up to date, 1 not called", resumed.stderr)

    def test_what_is_left_of_an_earlier_batch_is_named(self):
        with folders() as (runs, out):
            simulate(runs / "a/plate.txt", seed=1)
            simulate(runs / "top.txt", seed=2)
            first, other = out / "first", ("--threshold", "0.25", "--formats", "json")
            self.assertEqual(crossbreak("call", runs, "-o", first).returncode, 0)
            merged = out / "merged"
            self.assertEqual(crossbreak("merge", first, "-o", merged).returncode, 0)
            alone = crossbreak("call", runs, "-o", out / "alone", *other)
            self.assertNotIn("crossbreak: ", alone.stderr)

            def notes(folder):
                return [
                    f"crossbreak: {name}.calls.xlsx, {name}.review.html, {name}.calls.csv: of an earlier call, not of "
                    f"this one; made again by: crossbreak report {name}.calls.json --formats xlsx,html,csv"
                    for name in (folder / "a/plate", folder / "top")
                ]

            def told(command):
                return [line for line in command.stderr.splitlines() if line.startswith("crossbreak: ")]

            called = crossbreak("call", runs, "-o", first, *other)
            self.assertEqual((called.returncode, called.stdout), (alone.returncode, alone.stdout))
            self.assertEqual(told(called), notes(first))
            self.assertEqual(told(crossbreak("call", runs, "-o", first, *other)), [])
            self.assertEqual(told(crossbreak("call", runs, "-o", first, *other, "--resume")), [])
            again = crossbreak("merge", out / "alone", "-o", merged)
            self.assertEqual(again.returncode, 0)
            self.assertEqual(told(again), notes(merged))
            self.assertEqual(told(crossbreak("merge", out / "alone", "-o", merged)), [])
            made = crossbreak(*notes(merged)[0].split(": crossbreak ")[1].split())
            self.assertEqual((made.returncode, told(made)), (0, []), made.stderr)

    def test_what_merge_refuses(self):
        with folders() as (runs, out):
            for i in range(3):
                simulate(runs / f"plate{i}.txt", seed=i)
            one, two = [shard for shard, _ in self.call_shards(runs, out, 2)]
            other = out / "other"
            self.assertEqual(crossbreak("call", runs, "-o", other, "--shard", "2/2", "--no-curves").returncode, 0)
            cases = [
                ([one], f"{one}: expected all shards of its batch, found none that is 2/2", 3),
                ([one, two, one], f"{one}: expected each shard once, found 1/2 as in {one}", 3),
                ([one, other], f"{other}: expected a shard of the same batch as {one}, found one of other runs,", 3),
                ([one, runs], f"{runs}/{JOURNAL}: no such file", 3),
                ([one, two, out / "merged"], "-o: expected another folder than the shard", 2),
            ]
            for shards, message, code in cases:
                refused = crossbreak("merge", *shards, "-o", out / "merged")
                self.assertEqual((refused.returncode, refused.stdout), (code, ""))
                self.assertIn("crossbreak: " + message, refused.stderr)
            journal = (two / JOURNAL).read_text()
            (two / JOURNAL).write_text("\n".join(journal.split("\n")[1:]))
            refused = crossbreak("merge", one, two, "-o", out / "merged")
            self.assertIn(f"{two}/{JOURNAL}: expected the journal of a batch that has ended", refused.stderr)
            (two / JOURNAL).write_text(journal)
            changed = next(iter(one.glob("*.calls.csv")), None) or next(two.glob("*.calls.csv"))
            before = changed.read_text()
            changed.write_text("changed by hand\n")
            refused = crossbreak("merge", one, two, "-o", out / "merged")
            self.assertEqual(refused.returncode, 3)
            self.assertIn(f"crossbreak: {changed}: is not as it was written", refused.stderr)
            self.assertFalse((out / "merged").exists())
            changed.write_text(before)

            # What was reviewed in the merged folder stays, and merging goes on around it.
            self.assertEqual(crossbreak("merge", one, two, "-o", out / "merged").returncode, 0)
            record = out / "merged/plate0.calls.json"
            decided = crossbreak(
                "review", "decide", record, "--by", "A. Reviewer", "--accept", "all", "-o", out / "merged/plate0.review.json"
            )
            self.assertEqual(decided.returncode, 0, decided.stderr)
            before = record.read_bytes()
            self.assertEqual(crossbreak("merge", one, two, "-o", out / "merged").returncode, 0)
            simulate(runs / "plate0.txt", seed=9)
            one, two = [shard for shard, _ in self.call_shards(runs, out, 2)]
            refused = crossbreak("merge", one, two, "-o", out / "merged")
            self.assertEqual(refused.returncode, 6)
            self.assertIn("plate0.calls.json: is not written over", refused.stderr)
            self.assertEqual(record.read_bytes(), before)

    def test_merge_writes_nothing_outside_its_folder(self):
        with folders() as (runs, out):
            simulate_copy(runs / "plate.txt")
            shard, merged, outside = out / "shard", out / "merged", out / "outside.csv"
            self.assertEqual(crossbreak("call", runs, "-o", shard, *FORMATS).returncode, 0)
            head, line = (shard / JOURNAL).read_text().splitlines()
            shutil.copy(shard / "plate.calls.csv", outside)

            def merge(change):
                entry = json.loads(line)
                change(entry)
                (shard / JOURNAL).write_text(f"{head}\n{json.dumps(entry)}\n")
                return crossbreak("merge", shard, "-o", merged)

            def put_output(name):
                return lambda entry: entry["outputs"].update({name: entry["outputs"].pop("plate.calls.csv")})

            for name in ("../outside.csv", str(outside), "a/../../outside.csv", "..", ""):
                for change in (put_output(name), lambda entry: entry.update(plate=name)):
                    refused = merge(change)
                    self.assertEqual((refused.returncode, refused.stdout), (3, ""))
                    self.assertEqual(
                        refused.stderr,
                        f"crossbreak: {shard}/{JOURNAL}: expected plates and outputs below its folder, "
                        f"found '{name}'\n",
                    )
                    self.assertFalse(merged.exists())
            kept = merge(lambda entry: None)
            self.assertEqual(kept.returncode, 0, kept.stderr)
            self.assertEqual((merged / "plate.calls.csv").read_bytes(), outside.read_bytes())

    def test_an_empty_shard_is_no_failure(self):
        with folders() as (runs, out):
            simulate(runs / "plate.txt")
            shards = self.call_shards(runs, out, 3)
            self.assertEqual([called.returncode for _, called in shards], [0, 0, 0])
            self.assertEqual(sorted(len(called.stdout.splitlines()) for _, called in shards), [0, 0, 1])
            merged = crossbreak("merge", *[shard for shard, _ in shards], "-o", out / "merged")
            self.assertEqual(merged.returncode, 0, merged.stderr)
            self.assertEqual(crossbreak("call", runs, "-o", out / "whole", *FORMATS).returncode, 0)
            self.assertEqual(content(out / "merged"), content(out / "whole"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
