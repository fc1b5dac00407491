#!/usr/bin/env python3
"""crossbreak --pseudonymise: no output of a plate with marked names holds one, in whatever form, and a study is joined.

pseudonyms_test.py CROSSBREAK SAMPLE_RUNS
"""
import base64
import csv
import hashlib
import hmac
import html
import io
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import zipfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from plate_texts import CONTROLS, FOUR_SETS  # noqa: E402

PROGRAM = sys.argv[1]
SAMPLES = pathlib.Path(sys.argv[2]).resolve()
KEY = hashlib.sha256(b"of this test alone").digest()

MARK = "Zqxwvkj"
NAMES = [f"{MARK}-01", f"{MARK.upper()}-01", f"{MARK} 张三丰", f"={MARK}'<b>&\\\"x", f"B4711{MARK}"]
MARKS = [MARK, "张三丰", "Oqjvxop", "Qjvxorder", "Qjvxunit", "Qjvxfile", "Qjvxmap", "Qjvxmeta", "Qjvxcode", "Qjvxlist"]

PLATE = """[plate]
experiment = "Qjvxfile"
operator = "Oqjvxop"
barcode = "Qjvxcode"
run_started = "2024-03-04T08:30:00Z"
cycles = 45
""" + FOUR_SETS
STUDY = """sample = "Sample"
groups = "transplant"
[[variable]]
name = "transplant"
column = "Transplant"
[[endpoint]]
name = "os"
months = "Months"
event = "Death"
[[model]]
endpoint = "os"
variables = ["deleted"]
"""


def patient(name, copies=""):
    return f'[[sample]]\nname = "{name}"\ncopies = {{ {copies}{", " if copies else ""}ALB = 9000 }}\n'


def pseudonym(name, key=KEY):
    return "P-" + hmac.new(key, name.lower().encode(), hashlib.sha256).hexdigest()[:24]


def fingerprint(record):
    return next((option["value"] for option in record["origin"]["options"] if option["name"] == "pseudonymise"), None)


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)


def contents(bytes_):
    """What is in a file: its bytes, the members of a zip, and what base64 or deflate hold, to any depth."""
    yield bytes_
    if bytes_[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(bytes_)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from contents(archive.read(name))
        return
    for wbits in (15, -15):
        try:
            yield from contents(zlib.decompress(bytes_, wbits))
            break
        except zlib.error:
            pass
    for block in re.findall(rb"[A-Za-z0-9+/]{16,}={0,2}", bytes_):
        try:
            decoded = base64.b64decode(block[: len(block) // 4 * 4])
        except ValueError:
            continue
        if len(decoded) < len(bytes_):
            yield from contents(decoded)


def forms(content):
    """A text as it stands, and without the escapes of JSON, HTML and addresses, and in UTF-16."""
    text = content.decode("utf-8", "replace")
    yield text
    yield html.unescape(text)
    yield urllib.parse.unquote(text)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    for shift in (0, 1):
        yield content[shift:].decode("utf-16-le", "replace")


class Pseudonyms(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.key = self.write("names.key", KEY.hex())
        self.plate = self.simulate("Qjvxfile.txt", [patient(NAMES[0], '"D4-7" = 2000')] + [patient(n) for n in NAMES[2:]])

    def twice_spelled(self):
        return self.simulate("twice/Qjvxfile.txt", [patient(NAMES[0], '"D4-7" = 2000')] + [patient(n) for n in NAMES[1:]])

    def write(self, name, content, mode=0o600):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)
        return path

    def simulate(self, name, samples, layout="text"):
        design = self.write("plate.toml", PLATE + "".join(samples) + CONTROLS)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        made = run("simulate", design, "--layout", layout, "--seed", 1, "-o", path)
        self.assertEqual(made.returncode, 0, made.stderr)
        return path

    def call(self, *arguments, to="out", code=0):
        called = run("call", *arguments, "-o", self.folder / to, "--pseudonymise", self.key,
                     "--formats", "xlsx,html,json,csv,patients")
        self.assertEqual(called.returncode, code, called.stderr)
        return called

    def record(self, path):
        return json.loads((self.folder / path).read_text())

    def assert_nameless(self, bytes_, where, marks=MARKS):
        for content in contents(bytes_):
            for form in forms(content):
                for mark in marks:
                    at = form.lower().find(mark.lower())
                    self.assertLess(at, 0, f"{where}: {form[max(0, at - 60):at + 60]!r}")

    def assert_folder_nameless(self, folder, passed_over=()):
        files = [path for path in folder.rglob("*") if path.is_file() and path.name not in passed_over]
        self.assertTrue(files)
        for path in files:
            self.assert_nameless(path.read_bytes(), path)
        return files

    def test_the_search_finds_names_in_every_form(self):
        text = f"<p>{NAMES[2]}</p>"
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("a.xml", text)
        for hidden in [text.encode(), json.dumps(text).encode(), html.escape(text).encode(), archive.getvalue(),
                       b"x = '" + base64.b64encode(zlib.compress(text.encode())) + b"'" + b" " * 200,
                       b"".join(f"&#{ord(c)};".encode() for c in text), urllib.parse.quote(text).encode()]:
            with self.assertRaises(AssertionError):
                self.assert_nameless(hidden, "hidden")

    def test_no_output_holds_a_name(self):
        plate = self.twice_spelled()
        self.write("Qjvxmap.csv", "well,sample,order number,requesting unit\n" + f"A1,{NAMES[0]},Qjvxorder,Qjvxunit\n")
        self.write("Qjvxmeta.toml", f'extraction_batch = "E-7"\n[[reagent]]\nname = "Master mix"\nlot = "L1"\nexpiry = 2024-01-31\n'
                   f'[[sample]]\nname = "{NAMES[2]}"\nspecimen = "blood"\norder = "Qjvxorder"\nrequester = "Qjvxunit"\n')
        self.write("Qjvxlist.csv", "sample,repeat,sets,replicates,next,source,sha256,run_date,plate_barcode,record\n"
                   f"{NAMES[2]},1,D4-7,3,,Qjvxfile0.eds,{'0' * 64},,,\n{MARK} gone,1,D4-7,3,,Qjvxfile0.eds,{'0' * 64},,,\n")
        more = ["--plate-map", self.folder / "Qjvxmap.csv", "--meta", self.folder / "Qjvxmeta.toml",
                "--repeats", self.folder / "Qjvxlist.csv", "--role", f"{NAMES[4]}=unknown"]
        for language in ("en", "zh"):
            called = self.call(plate, *more, "--lang", language)
            self.assert_nameless(called.stdout.encode(), "standard output")
            files = self.assert_folder_nameless(self.folder / "out")
            self.assertEqual(len(files), 5)
            self.assertIn(pseudonym(NAMES[0]), called.stdout)
            self.assertIn({"en": "Samples have pseudonyms", "zh": "不能发布"}[language], called.stdout)
        record = self.record("out/Qjvxfile.calls.json")
        self.assertEqual(fingerprint(record), hmac.new(KEY, b"\x02", hashlib.sha256).hexdigest()[:32])
        self.assertEqual([p["sample"] for p in record["patients"]],  # A1, A2, A3, E1, E2
                         [pseudonym(NAMES[i].replace("\\", "")) for i in (0, 2, 4)] +
                         [pseudonym(NAMES[1]).replace("P", "p"), pseudonym(NAMES[3].replace("\\", ""))])
        self.assertEqual({c["sample"] for c in record["controls"]}, {"NTC", "NC", "PC"})
        self.assertEqual({w["sample"] for w in record["wells"]},
                         {*(p["sample"] for p in record["patients"]), "NTC", "NC", "PC"})
        self.assertEqual(record["metadata"]["samples"][0]["specimen"], "blood")
        self.assertEqual(record["metadata"]["extraction_batch"], "E-7")
        spelling = [r for r in record["patients"][0]["reasons"] if r["rule"] == "spelling"]
        self.assertEqual(spelling[0]["words"]["en"], f"may be the same patient as '{pseudonym(NAMES[1]).replace('P', 'p')}': never merged")

        printed = run("call", plate, *more, "--json", "--formats", "csv", "-o", self.folder / "json",
                      "--pseudonymise", self.key)
        self.assertEqual(json.loads(printed.stdout), record)

        # The calls are those of the run with its names.
        named = run("call", plate, *more, "-o", self.folder / "named", "--formats", "json")
        self.assertEqual(named.returncode, 0, named.stderr)
        self.assertIn(MARK, (self.folder / "named/Qjvxfile.calls.json").read_text())
        calls = lambda of: [[p["call"], p["deletions"], p["review"], p["flags"], p["repeat"]] for p in of["patients"]]
        self.assertEqual(calls(record), calls(self.record("named/Qjvxfile.calls.json")))

        # And a record that has them can be given without them.
        report = run("report", self.folder / "named/Qjvxfile.calls.json", "-o", self.folder / "again",
                     "--pseudonymise", self.key, "--formats", "xlsx,html,json,csv,patients", "--lang", "zh")
        self.assertEqual(report.returncode, 0, report.stderr)
        self.assert_nameless(report.stdout.encode(), "standard output")
        self.assert_folder_nameless(self.folder / "again")
        self.assertEqual((self.folder / "again/Qjvxfile.calls.json").read_bytes(),
                         (self.folder / "out/Qjvxfile.calls.json").read_bytes())

    def test_plates_called_together_name_neither_file(self):
        second = self.simulate("second/Qjvxfile2.txt", [patient(NAMES[2], '"D2-8" = 2000')])
        second.write_text(second.read_text().replace("2024-03-04", "2024-03-11"))
        called = self.call(self.plate, second, "--combine", "week", to="both")
        self.assert_nameless(called.stdout.encode(), "standard output")
        self.assert_folder_nameless(self.folder / "both")
        record = self.record("both/week.calls.json")
        self.assertEqual(len({i["file"] for i in record["inputs"]}), 2)
        self.assertEqual([p["repeat"] for p in record["patients"] if p["sample"] == pseudonym(NAMES[2])], [0, 1])

    def test_batch_and_watch_hold_no_name(self):
        archive = self.folder / "archive"
        self.simulate("archive/one.eds", [patient(n) for n in NAMES[:3]], "eds")
        self.simulate("archive/bad.eds", [patient("B471199张三丰"), patient("B471199李四")], "eds")
        batch = self.call(archive, to="batch", code=3)
        self.assert_nameless(batch.stdout.encode() + batch.stderr.encode(), "terminal")
        self.assertIn("bad.eds", batch.stderr)
        self.assertIn("'…'", batch.stderr)
        self.assert_folder_nameless(self.folder / "batch")
        self.assertIn("one.eds", self.call(archive, "--resume", to="batch", code=3).stdout)

        # Another key calls anew.
        before = (self.folder / "batch/one.calls.json").read_bytes()
        self.write("names.key", bytes(reversed(KEY)).hex())
        self.call(archive, "--resume", to="batch", code=3)
        self.assertNotEqual((self.folder / "batch/one.calls.json").read_bytes(), before)

        watch = subprocess.Popen([PROGRAM, "watch", archive, "-o", self.folder / "watch", "--every", "0.2",
                                  "--pseudonymise", self.key], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        end = time.monotonic() + 60
        while not ((self.folder / "watch/one.calls.json").exists() and list((self.folder / "watch").glob("problems/*"))):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        watch.send_signal(signal.SIGTERM)
        self.assert_nameless(watch.communicate()[0], "terminal of watch")
        self.assertEqual(watch.returncode, 0)
        self.assert_folder_nameless(self.folder / "watch")

    def plates_told(self, folder):
        with (folder / "batch.plates.csv").open(newline="") as file:
            return {row["plate"] for row in csv.DictReader(file)}

    def assert_tables_nameless(self, folder):
        tables = sorted(folder.glob("batch.*"))
        self.assertEqual([path.name for path in tables],
                         ["batch.journal.jsonl", "batch.plates.csv", "batch.plates.html", "batch.plates.xlsx"])
        for path in tables:
            self.assert_nameless(path.read_bytes(), path)

    def test_a_batch_of_other_names_is_not_taken_over(self):
        archive = self.folder / "archive"
        left_out = " of before left out, since --pseudonymise or its key was another then; "
        for name in ("one", "two"):
            self.simulate(f"archive/{name}.txt", [patient(n) for n in NAMES[:2]] + [patient(f"{name}{MARK}")])
        named = {}
        for to in ("batch", "watch"):
            called = run("call", archive, "-o", self.folder / to, "--formats", "json")
            self.assertEqual(called.returncode, 0, called.stderr)
            for table in ("batch.journal.jsonl", "batch.plates.csv"):
                self.assertIn(NAMES[0], (self.folder / to / table).read_text())
            named[to] = self.plates_told(self.folder / to)
        self.assertEqual(named, {"batch": {"one", "two"}, "watch": {"one", "two"}})
        (archive / "two.txt").unlink()

        resumed = self.call(archive, "--resume", to="batch")
        self.assertIn("2 plates" + left_out, resumed.stderr)
        self.assertIn("1 plate called, 0 up to date, 0 not called", resumed.stderr)
        self.assert_tables_nameless(self.folder / "batch")
        self.assertEqual(self.plates_told(self.folder / "batch"), {"one"})
        self.assertNotIn("left out", self.call(archive, "--resume", to="batch").stderr)

        watch = subprocess.Popen([PROGRAM, "watch", archive, "-o", self.folder / "watch", "--every", "0.2",
                                  "--formats", "json", "--pseudonymise", self.key],
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        end = time.monotonic() + 60
        log = self.folder / "watch/watch.log"
        while not (log.exists() and " one.txt: run " in log.read_text()):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        watch.send_signal(signal.SIGTERM)
        told = watch.communicate()[0]
        self.assertEqual(watch.returncode, 0, told)
        self.assertIn("2 plates" + left_out, told)
        self.assert_nameless(told.encode(), "terminal of watch")
        self.assert_nameless(log.read_bytes(), log)
        self.assert_tables_nameless(self.folder / "watch")
        self.assertEqual(self.plates_told(self.folder / "watch"), {"one"})
        self.assert_nameless((self.folder / "watch/one.calls.json").read_bytes(), "the record")

        # And the other way round.
        back = run("call", archive, "-o", self.folder / "watch", "--formats", "json", "--resume")
        self.assertEqual(back.returncode, 0, back.stderr)
        self.assertIn("1 plate" + left_out, back.stderr)
        for table in ("batch.journal.jsonl", "batch.plates.csv"):
            text = (self.folder / "watch" / table).read_text()
            self.assertIn(NAMES[0], text)
            self.assertNotIn(pseudonym(NAMES[0]), text)

    def test_no_error_of_what_names_samples_holds_a_name(self):
        archive = self.folder / "archive"
        self.simulate("archive/below/one.txt", [patient(NAMES[0])])
        for settings, told in [
            (f'[roles]\n"{MARK}-01" = "unknwn"\n', "crossbreak.toml:2: [roles] '…'? The roles are unknown,"),
            (f'[roles]\n"{MARK}-01" = "unknown"\n"{MARK.upper()}-01" = "PC"\n', "crossbreak.toml:3: [roles]: '…')\n"),
            (f'[roles]\n"{MARK}-01" = "PC"\n"{MARK}-01" = "PC"\n', "crossbreak.toml:3: Error while parsing"),
            (f'[roles]\n"{MARK}-01" = 3\n', "crossbreak.toml:2: [roles]: expected text for '…', found a number\n"),
            (f'"{MARK}-01" = "PC"\n', "crossbreak.toml:1: the settings has no key '…'\n"),
        ]:
            with self.subTest(told):
                written = self.write("crossbreak.toml", settings)
                refused = self.call(self.plate, code=3)
                self.assertIn(told, refused.stderr)
                self.assert_nameless((refused.stdout + refused.stderr).encode(), "terminal", [MARK])
                written.unlink()
                self.write("archive/below/crossbreak.toml", settings)
                batch = self.call(archive, to="batch", code=3)
                self.assertIn(told.strip(), batch.stderr)
                self.assert_nameless((batch.stdout + batch.stderr).encode(), "terminal", [MARK])
                self.assert_folder_nameless(self.folder / "batch")

        watch = subprocess.Popen([PROGRAM, "watch", archive, "-o", self.folder / "watch", "--every", "0.2",
                                  "--pseudonymise", self.key], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        end = time.monotonic() + 60
        while not list((self.folder / "watch").glob("problems/below/*.txt")):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        watch.send_signal(signal.SIGTERM)
        self.assert_nameless(watch.communicate()[0], "terminal of watch", [MARK])
        self.assert_folder_nameless(self.folder / "watch")

        sample = f'[[sample]]\nname = "{MARK}-01"\n'
        for metadata, told in [
            (sample + sample.upper().replace("SAMPLE", "sample").replace("NAME", "name"),
             "Qjvxmeta.toml:4: [[sample]]: '…')\n"),
            (sample + f'collected = "{MARK}"\n', "Qjvxmeta.toml:3: [[sample]]: expected a day such as 2026-03-31 for '…'\n"),
            (sample + f'"{MARK}" = 1\n', "Qjvxmeta.toml:3: [[sample]] has no key '…'\n"),
        ]:
            with self.subTest(told):
                refused = self.call(self.plate, "--meta", self.write("Qjvxmeta.toml", metadata), code=3)
                self.assertIn(told, refused.stderr)
                self.assert_nameless(refused.stderr.encode(), "standard error", [MARK])
        refused = self.call(self.plate, "--role", f"{MARK}=PC", "--role", f"{MARK.upper()}=PC", code=2)
        self.assertIn("--role: '…' names a sample a second time", refused.stderr)

        # What names nobody is told in full.
        panel = self.write("crossbreak.toml", 'panel = "ours.toml"\n')
        self.assertIn("panel 'ours.toml'", self.call(self.plate, code=3).stderr)
        panel.unlink()

        self.study()
        named = run("call", self.plate, "-o", self.folder / "named", "--formats", "json")
        self.assertEqual(named.returncode, 0, named.stderr)
        record = self.record("named/Qjvxfile.calls.json")
        record["patients"][0]["review"] = MARK
        changed = self.write("named/Qjvxfile.calls.json", json.dumps(record))
        for refused in (run("report", changed, "-o", self.folder / "no", "--pseudonymise", self.key),
                        self.cohort(changed, "--pseudonymise", self.key)):
            self.assertEqual(refused.returncode, 3)
            self.assertIn("/patients/0/review: expected true or false, found '…'", refused.stderr)
            self.assert_nameless(refused.stderr.encode(), "standard error", [MARK])

    def test_shards_are_merged_where_they_have_one_key_wherever_it_lies(self):
        archive = self.folder / "archive"
        for i, name in enumerate(NAMES[:3]):
            self.simulate(f"archive/{i}.txt", [patient(name, f'"D4-7" = {2000 + i}')])
        def shard(i, key, to):
            called = run("call", archive, "-o", self.folder / to, "--shard", f"{i}/2", "--formats", "json", "--pseudonymise", key)
            self.assertEqual(called.returncode, 0, called.stderr)
            return self.folder / to
        elsewhere = self.write("elsewhere/same.key", KEY)
        one, two = shard(1, self.key, "one"), shard(2, elsewhere, "two")
        merged = run("merge", one, two, "-o", self.folder / "merged")
        self.assertEqual((merged.returncode, merged.stdout), (0, "3 plates of 2 shards merged\n"), merged.stderr)
        self.assertEqual(len({fingerprint(self.record(f"merged/{i}.calls.json")) for i in range(3)}), 1)

        self.write("names.key", bytes(reversed(KEY)).hex())
        other = shard(2, self.key, "other")
        refused = run("merge", one, other, "-o", self.folder / "none")
        self.assertEqual((refused.returncode, refused.stdout), (3, ""))
        self.assertIn(f"{other}: expected a shard of the same batch as {one}, found one of other runs, options, key,", refused.stderr)
        self.assertFalse((self.folder / "none").exists())

    def test_a_pseudonymised_record_is_never_released(self):
        self.call(self.plate)
        record = self.folder / "out/Qjvxfile.calls.json"
        review = self.folder / "out/Qjvxfile.review.json"
        decided = run("review", "decide", record, "--by", "A. Reviewer", "--accept", "all", "-o", review)
        self.assertEqual(decided.returncode, 0, decided.stderr)
        applied = run("review", "apply", record, review, "-o", self.folder / "reviewed")
        self.assertEqual(applied.returncode, 0, applied.stderr)
        reviewed = self.record("reviewed/Qjvxfile.calls.json")
        self.assertEqual((reviewed["status"], fingerprint(reviewed) is None), ("reviewed", False))
        signed = run("review", "sign", self.folder / "reviewed/Qjvxfile.calls.json", "--by", "A. Reviewer",
                     "--meaning", "reviewed")
        self.assertEqual(signed.returncode, 2)
        self.assertIn("the record is pseudonymised: it names nobody whom a result could be released of", signed.stderr)
        self.assertEqual(self.record("reviewed/Qjvxfile.calls.json")["signatures"], [])

        # Nor is a reviewed one pseudonymised: its people's words stay theirs.
        run("call", self.plate, "-o", self.folder / "named", "--formats", "json")
        named = self.folder / "named/Qjvxfile.calls.json"
        run("review", "decide", named, "--by", "A. Reviewer", "--accept", "all", "-o", self.folder / "named/r.json")
        run("review", "apply", named, self.folder / "named/r.json", "-o", self.folder / "named/reviewed")
        refused = run("report", self.folder / "named/reviewed/Qjvxfile.calls.json", "-o", self.folder / "no",
                      "--pseudonymise", self.key)
        self.assertEqual(refused.returncode, 3)
        self.assertIn("the record was reviewed: what its people wrote may name patients", refused.stderr)
        self.assertFalse((self.folder / "no").exists())

    def test_a_key_that_is_none_is_refused_and_never_told(self):
        for content, mode, found in [
            (b"\xf1secret\x02", 0o600, "found 8 bytes; make one with"),
            ("c0ffee" * 8, 0o600, "found 24 bytes in hexadecimal; make one with"),
            (bytes(32), 0o600, "found one byte over and over; make one with"),
            ("00" * 32, 0o600, "found one byte over and over; make one with"),
            ("correct horse battery staple, twice over", 0o600, "found text, which is not random; make one with"),
            (f"Sample,Months\n{NAMES[2]},12\n{NAMES[0]},13\n", 0o600, "found text, which is not random; make one"),
            (os.urandom(5000), 0o600, "found 5000 bytes; make one with"),
            (os.urandom(48), 0o640, "expected a key file that its owner alone may read"),
            (os.urandom(48), 0o604, "expected a key file that its owner alone may read"),
        ]:
            with self.subTest(found):
                key = self.write("bad.key", content, mode)
                refused = run("call", self.plate, "-o", self.folder / "none", "--pseudonymise", key)
                self.assertEqual(refused.returncode, 3, refused.stderr)
                self.assertIn(found, refused.stderr)
                for secret in ("secret", "c0ffee", "battery", MARK):
                    self.assertNotIn(secret, refused.stderr)
                self.assertFalse((self.folder / "none").exists())
        raw = self.write("raw.key", KEY)
        called = run("call", self.plate, "-o", self.folder / "raw", "--formats", "json", "--pseudonymise", raw)
        self.assertEqual(called.returncode, 0, called.stderr)
        self.assertEqual(self.record("raw/Qjvxfile.calls.json")["patients"][0]["sample"], pseudonym(NAMES[0]))
        for path in (self.folder / "raw").iterdir():
            self.assertNotIn(KEY, path.read_bytes())
            self.assertNotIn(KEY.hex().encode(), path.read_bytes())

    def study(self, names=(NAMES[0], *NAMES[2:])):
        table = io.StringIO()
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow(["Sample", "Transplant", "Months", "Death"])
        for i, name in enumerate(names):
            rows.writerow([name.replace("\\", "").upper() if i == 0 else name.replace("\\", ""), i % 2, 12 + i, i % 2])
        self.write("study/study.toml", STUDY)
        return self.write("study/Qjvxtable.csv", table.getvalue())

    def cohort(self, *arguments):
        return run("cohort", *arguments, "--clinical", self.folder / "study/Qjvxtable.csv")

    def test_a_study_of_names_is_joined_to_pseudonyms(self):
        self.study()
        self.call(self.twice_spelled(), to="twice")
        refused = self.cohort(self.folder / "twice/Qjvxfile.calls.json", "--pseudonymise", self.key)
        self.assertEqual(refused.returncode, 3)
        self.assertIn("the records name one sample in two ways", refused.stderr)
        self.assert_nameless(refused.stderr.encode(), "standard error", [MARK])

        self.call(self.plate)
        record = self.folder / "out/Qjvxfile.calls.json"
        joined = self.cohort(record, "--pseudonymise", self.key, "-o", self.folder / "joined")
        self.assertEqual(joined.returncode, 0, joined.stderr)
        self.assertIn("Patients with a call and clinical data: 4 (1 deleted, 3 not)", joined.stdout)
        self.assert_nameless(joined.stdout.encode(), "standard output", MARKS + ["Qjvxtable"])
        for path in self.assert_folder_nameless(self.folder / "joined"):
            self.assert_nameless(path.read_bytes(), path, ["Qjvxtable"])

        # The run itself gives the same, and beside its record is not called again.
        of_run = self.cohort(self.plate, "--pseudonymise", self.key, "-o", self.folder / "of_run")
        self.assertEqual(of_run.returncode, 0, of_run.stderr)
        self.assert_folder_nameless(self.folder / "of_run")
        self.assertEqual((self.folder / "of_run/cohort.csv").read_bytes(), (self.folder / "joined/cohort.csv").read_bytes())
        both = self.cohort(record, self.plate, "--pseudonymise", self.key)
        self.assertIn("not called again", both.stderr)

        # A record with its names is joined likewise, and counts once beside the other.
        run("call", self.plate, "-o", self.folder / "named", "--formats", "json")
        named = self.folder / "named/Qjvxfile.calls.json"
        of_named = self.cohort(named, "--pseudonymise", self.key, "-o", self.folder / "of_named")
        self.assertEqual(of_named.returncode, 0, of_named.stderr)
        self.assert_folder_nameless(self.folder / "of_named")
        mixed = self.cohort(record, named)
        self.assertEqual(mixed.returncode, 3)
        self.assertIn("one patient would count twice; give records of one kind", mixed.stderr)

        # An outsider, whose table has the pseudonyms, needs no key.
        self.study([pseudonym(n.replace("\\", "")) for n in (NAMES[0], *NAMES[2:])])
        outsider = self.cohort(record)
        self.assertEqual(outsider.returncode, 0, outsider.stderr)

    def test_a_name_in_two_spellings_has_one_pseudonym_in_two_runs(self):
        again = self.simulate("again/Qjvxlater.txt", [patient(NAMES[1])])
        self.call(self.plate)
        self.call(again, to="again_out")
        records = [self.folder / "out/Qjvxfile.calls.json", self.folder / "again_out/Qjvxlater.calls.json"]
        self.assertEqual([self.record(r)["patients"][0]["sample"] for r in records], [pseudonym(NAMES[0])] * 2)
        self.study()
        joined = self.cohort(*records, "--pseudonymise", self.key)
        self.assertEqual(joined.returncode, 0, joined.stderr)
        self.assertIn("Patients called more than once, whose last call counts: 1", joined.stdout)
        self.assertIn("Patients with a call and clinical data: 4 (0 deleted, 4 not)", joined.stdout)

    def test_commands_that_keep_names_say_so(self):
        for command in ("inspect", "explain", "curves", "convert"):
            with self.subTest(command):
                helped = run(command, "--help")
                self.assertIn("Samples keep their names; 'crossbreak call --pseudonymise' gives outputs without them.", helped.stdout)
                self.assertNotIn("--pseudonymise KEYFILE", helped.stdout)

    def test_another_key_and_a_table_of_nobody_are_said_at_once(self):
        self.study()
        self.call(self.plate)
        record = self.folder / "out/Qjvxfile.calls.json"
        other = self.write("other.key", os.urandom(32).hex())
        wrong = self.cohort(record, "--pseudonymise", other)
        self.assertEqual(wrong.returncode, 3)
        self.assertIn("its samples are pseudonyms of another key: expected that of " +
                      fingerprint(self.record("out/Qjvxfile.calls.json")), wrong.stderr)
        without = self.cohort(record, "-o", self.folder / "none")
        self.assertEqual(without.returncode, 3)
        self.assertIn("none of its 4 patients is in a record that counts; the records have pseudonyms of the key of",
                      without.stderr)
        self.assertFalse((self.folder / "none").exists())
        self.study(["X1", "X2"])
        nobody = self.cohort(self.plate)
        self.assertEqual(nobody.returncode, 3)
        self.assertIn("none of its 2 patients is in a record that counts; names are compared as in calling",
                      nobody.stderr)
        self.assertNotIn("X1", nobody.stderr)
        doubled = self.study([NAMES[0], NAMES[0]])
        twice = run("cohort", record, "--clinical", doubled, "--pseudonymise", self.key)
        self.assertEqual(twice.returncode, 3)
        self.assert_nameless(twice.stderr.encode(), "standard error", [MARK])

    def test_a_summary_counts_one_kind(self):
        self.call(self.plate)
        run("call", self.plate, "-o", self.folder / "named", "--formats", "json")
        record, named = self.folder / "out/Qjvxfile.calls.json", self.folder / "named/Qjvxfile.calls.json"
        self.assertEqual(run("summary", record).returncode, 0)
        mixed = run("summary", record, named)
        self.assertEqual(mixed.returncode, 3)
        self.assertIn("one patient would count twice", mixed.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
