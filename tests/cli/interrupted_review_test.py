#!/usr/bin/env python3
"""Deciding, applying, signing, amending and making a key, ended at everything that they do to the disk: by kill -9, and
by a full disk. What is left is the old state or the new one, and the way goes on from it to what is released. The same
for two people who sign or decide at once.

interrupted_review_test.py CROSSBREAK FAULT_LIBRARY EVERY
"""
import concurrent.futures
import contextlib
import csv
import hashlib
import io
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from plate_texts import FOUR_SETS, NTC, POSITIVE_CONTROL, deleted, not_deleted  # noqa: E402

PROGRAM, FAULT = sys.argv[1:3]
# A program with sanitizers takes long to start. It too is killed at every moment and goes on with its next command;
# the whole way on to what is released, and a full disk, are tried at each EVERYth moment.
EVERY = int(sys.argv[3])
REVIEWERS = ("A. Reviewer", "C. Second")
SIGNERS = (*((name, "reviewed") for name in REVIEWERS), ("B. Approver", "approved"))
NAME = "plate.calls.json"
REVIEW = "plate.review.json"
ENDINGS = (".txt", ".json", ".jsonl", ".csv", ".html", ".xlsx")
ALL_FORMATS = "csv,html,patients,xlsx"
ON_A_DISK = {}
ON_A_SHARE = {"FAULT_SHARE": "yes"}
ROUNDS = max(20 // EVERY, 4)
LEAST_KILLS = 200
LEAST_FULL = 150 // EVERY


# Two patients and their controls.
PLATE = """[plate]
experiment = "Simulated plate"
run_started = "2024-03-04T08:30:00Z"
cycles = 45
""" + FOUR_SETS + deleted("CLEAR") + not_deleted("NONE") + NTC + POSITIVE_CONTROL


class Failure(Exception):
    pass


def check(truth, *explanation):
    if not truth:
        raise Failure("\n".join(map(str, explanation)))


def environment_with(**variables):
    return dict(os.environ, ASAN_OPTIONS="verify_asan_link_order=0:detect_leaks=0",
                CROSSBREAK_PASSPHRASE="correct horse", **variables)


def started(words, **fault):
    environment = environment_with(LD_PRELOAD=FAULT, **fault) if fault else environment_with()
    return subprocess.Popen([PROGRAM, *map(str, words)], env=environment, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def run(words, **fault):
    process = started(words, **fault)
    process.told, process.error = process.communicate()
    return process


def together(place, *commands):
    """All at once, and slow at the disk, so that they meet. On a share, which locks files alone, a file beside what
    they write keeps them apart."""
    processes = [started(words, FAULT_KIND="slow", **place) for words in commands]
    for process in processes:
        process.told, process.error = process.communicate()
    return processes


def remove_lock(place, folder):
    lock = folder / ".crossbreak.lock"
    check(lock.exists() == (place == ON_A_SHARE), place, "a file for the lock, or none")
    lock.unlink(missing_ok=True)


def in_words(words):
    return " ".join(str(word) for word in words)


def succeeds(where, words):
    ended = run(words)
    check(ended.returncode == 0, where, in_words(words), ended.returncode, ended.told, ended.error)


def check_refused(ended, codes, where):
    check(ended.returncode in codes, where, ended.returncode, ended.told, ended.error)
    lines = ended.error.splitlines()
    check(len(lines) == 1 and lines[0].startswith("crossbreak: "), where, "expected one line, found", ended.error)


# The commands, each on a folder with plate.calls.json, plate.review.json, more.review.json, run/ and amended/.

def decide(folder, name, review=REVIEW):
    return ["review", "decide", folder / NAME, "--by", name, "--accept", "all", "-o", folder / review]


def apply(folder, formats="csv"):
    return ["review", "apply", folder / NAME, folder / REVIEW, "--formats", formats,
            *([] if "xlsx" in formats else ["--no-curves"]), "-o", folder / "run"]


def apply_excluding(folder):
    return [*apply(folder), "--inputs", folder]


def sign(record, signer):
    name, meaning = signer
    return ["review", "sign", record, "--by", name, "--meaning", meaning]


def amend(folder):
    return ["review", "amend", folder / "run" / NAME, folder / "more.review.json", "--reason", "wrong tube",
            "--formats", "csv", "--no-curves", "-o", folder / "amended"]


def keygen(folder):
    return ["review", "keygen", "-o", folder / "a.key"]


# What stands in the folder.

def events_of(review):
    return json.loads(review.read_bytes())["events"] if review.exists() else []


def signatures_of(record):
    return json.loads(record.read_bytes())["signatures"]


def signers_of(record):
    return [(signature["by"], signature["meaning"]) for signature in signatures_of(record)]


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def released_rows(record):
    """What a LIMS reads, but for when it was signed and which record it replaces: these are anew each time."""
    text = record.with_name("plate.released.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    check(rows, "nothing is released")
    for row in rows:
        row["reviewed_by"] = sorted(row["reviewed_by"].split(";"))
        check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row.pop("released_at")), "no time of release")
        row.pop("replaces")
    return rows


def results_in(rows):
    return [(row["sample"], row["outcome"], row["result"], row["deletions"]) for row in rows if row["set"] == ""]


def check_nothing_left(folder, where):
    left = sorted(path.name for path in folder.rglob("*") if path.is_file() and not path.name.endswith(ENDINGS))
    check(not left, where, "left behind:", left)


def check_reports(record, where):
    """The reports beside a record are those of the record."""
    endings = {".calls.csv": "csv", ".review.html": "html", ".calls.xlsx": "xlsx", ".patients.html": "patients"}
    there = {ending: record.with_name("plate" + ending) for ending in endings}
    formats = [endings[ending] for ending, path in there.items() if path.exists()]
    check("csv" in formats, where, "no reports")
    with tempfile.TemporaryDirectory() as fresh:
        succeeds(where, ["report", record, "--formats", ",".join(formats), "-o", fresh])
        for ending, path in there.items():
            if path.exists():
                check(path.read_bytes() == (pathlib.Path(fresh) / path.name).read_bytes(), where, path.name,
                      "is of another state than the record")


def check_audit(record, where):
    lines = [json.loads(line) for line in record.with_name("plate.audit.jsonl").read_text().splitlines()]
    told = [line.get("event") or line.get("signature") for line in lines]
    check(len(told) == len(set(told)), where, "a line of the audit is doubled")
    held = json.loads(record.read_bytes())
    check(len(told) == len(held["events"]) + len(held["signatures"]), where, len(told), "lines in the audit")


def sign_to_the_end(record, where):
    for signer in SIGNERS:
        if signer not in signers_of(record):
            succeeds(where, sign(record, signer))
    succeeds(where, ["review", "verify", record])
    check_audit(record, where)


def go_on(folder, where, expected):
    """From whatever is there to what is released."""
    for name in REVIEWERS:
        if name not in (event["by"] for event in events_of(folder / REVIEW)):
            succeeds(where, decide(folder, name))
    record = folder / "run" / NAME
    if not record.exists():
        succeeds(where, apply(folder))
    sign_to_the_end(record, where)
    check(json.loads(record.read_bytes())["status"] == "final", where, "not final")
    check(released_rows(record) == expected, where, "other rows are released")
    check_nothing_left(folder, where)


# What must be true where a command was ended.

def after_deciding(start, name, expected):
    before = events_of(start / REVIEW)

    def check_after(folder, where, whole_way):
        after = events_of(folder / REVIEW)
        check(after[:len(before)] == before, where, "earlier events are lost")
        check(after == before or name in (event["by"] for event in after[len(before):]), where, "half of a decision")
        succeeds(where, decide(folder, name))
        check([event["by"] for event in events_of(folder / REVIEW)][:len(before)] ==
              [event["by"] for event in before], where, "earlier events are lost")
        check_nothing_left(folder, where)
        if whole_way:
            go_on(folder, where, expected)

    return check_after


def after_applying(start, words, expected):
    def check_after(folder, where, whole_way):
        check(sha256(folder / NAME) == sha256(start / NAME), where, "the called record was changed")
        check(sha256(folder / REVIEW) == sha256(start / REVIEW), where, "the review was changed")
        record = folder / "run" / NAME
        check(record.exists() or not (start / "run" / NAME).exists(), where, "the record is gone")
        if record.exists():
            json.loads(record.read_bytes())
            succeeds(where, ["review", "verify", record])
            check_nothing_left(folder, where)
            check_reports(record, where)
        succeeds(where, words(folder))
        check_reports(record, where)
        check_nothing_left(folder, where)
        if expected and whole_way:
            go_on(folder, where, expected)

    return check_after


def after_signing(start, signer, expected):
    before = signatures_of(start / "run" / NAME)

    def check_after(folder, where, whole_way):
        record = folder / "run" / NAME
        json.loads(record.read_bytes())
        succeeds(where, ["review", "verify", record])
        check_nothing_left(folder, where)
        check_reports(record, where)
        after = signatures_of(record)
        check(after[:len(before)] == before and len(after) <= len(before) + 1, where, signers_of(record))
        check(record.with_name("plate.released.csv").exists() == (len(after) == len(SIGNERS)), where,
              "released is what is signed by all, and nothing else")
        if len(after) > len(before):
            check_refused(run(sign(record, signer)), [2], where)
        if whole_way:
            go_on(folder, where, expected)

    return check_after


def after_amending(start, expected):
    final = sha256(start / "run" / NAME)

    def check_after(folder, where, whole_way):
        check(sha256(folder / "run" / NAME) == final, where, "the final record was changed")
        record = folder / "amended" / NAME
        if record.exists():
            succeeds(where, ["review", "verify", record])
            check_nothing_left(folder, where)
            check_reports(record, where)
        succeeds(where, amend(folder))
        check_nothing_left(folder, where)
        if whole_way:
            sign_to_the_end(record, where)
            amended = json.loads(record.read_bytes())
            check(amended["status"] == "amended" and amended["replaces"]["sha256"] == final, where, amended["status"])
            check(released_rows(record) == expected, where, "other rows are released")
            check_nothing_left(folder, where)
        check(sha256(folder / "run" / NAME) == final, where, "the final record was changed")

    return check_after


def read_by_the_next(record, where):
    """By one of the commands that only read a record, another one at each moment."""
    readers = (["report", record, "--formats", "csv", "-o", record.parent.parent / "elsewhere"],
               ["review", "status", record], ["summary", record])
    ended = run(readers[int(re.search(r" at (\d+) of ", where)[1]) % len(readers)])
    check(ended.returncode in (0, 5), where, ended.returncode, ended.told, ended.error)


def after_calling_again(whole):
    """The new record is there last: without it, applying again makes all of it; with it, all is there as soon as the
    next command has looked into the folder."""
    def contents(folder):
        return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}

    def check_after(folder, where, whole_way):
        if (folder / "run" / NAME).exists():
            read_by_the_next(folder / "run" / NAME, where)
            check(contents(folder / "run") == contents(whole), where, "half of a new call")
            return
        succeeds(where, apply_excluding(folder))
        check(contents(folder / "run") == contents(whole), where, "another new call, or something left")

    return check_after


def after_calling_over(before, after):
    """Outputs of a call over those of another: once the next command has looked into the folder, all of one."""
    def outputs(folder):
        return {path.name: path.read_bytes() for path in folder.glob("plate.calls.*") if path.suffix in ENDINGS}

    old, new = outputs(before), outputs(after)
    check(len(new) == 3 and all(old[name] != new[name] for name in new), "two calls write the same:", *new)

    def check_after(folder, where, whole_way):
        read_by_the_next(folder / NAME, where)
        check(outputs(folder) in (old, new), where, "outputs of two calls side by side")
        succeeds(where, call_over(folder))
        check(outputs(folder) == new, where, "other outputs")
        check_nothing_left(folder, where)

    return check_after


def call_over(folder):
    return ["call", folder / "plate.txt", "--formats", "json,csv,xlsx", "--threshold", "0.3", "-o", folder]


def after_reporting(words):
    def check_after(folder, where, whole_way):
        succeeds(where, words(folder))
        check_nothing_left(folder, where)
        check_reports(folder / "run" / NAME, where)

    return check_after


def after_making_a_key(folder, where, _):
    """A key under its name is whole, and the next command leaves nothing beside it."""
    key = folder / "a.key"
    is_there = key.exists()
    again = run(keygen(folder))
    if is_there:
        check_refused(again, [6], where)
    else:
        check(again.returncode == 0, where, again.returncode, again.error)
    lines = key.read_text().splitlines()
    check(lines[0] == "-----BEGIN ENCRYPTED PRIVATE KEY-----" and lines[-1] == "-----END ENCRYPTED PRIVATE KEY-----",
          where, "half of a key")
    check([path.name for path in folder.iterdir()] == ["a.key"], where, "something stays beside the key")


@contextlib.contextmanager
def copy_of(start):
    with tempfile.TemporaryDirectory() as copy:
        folder = pathlib.Path(copy) / "copy"
        shutil.copytree(start, folder)
        yield folder


def moments_of(start, words):
    """How many things the command does to the disk."""
    with copy_of(start) as folder:
        count = folder.parent / "count"
        ended = run(words(folder), FAULT_COUNT=str(count))
        check(ended.returncode == 0, in_words(words(folder)), ended.returncode, ended.told, ended.error)
        return int(count.read_text())


def end_at(start, words, kind, at, check_after, whole_way):
    with copy_of(start) as folder:
        where = f"{kind} at {at} of {in_words(words(pathlib.Path('.')))}"
        ended = run(words(folder), FAULT_KIND=kind, FAULT_AT=str(at))
        if kind == "kill":
            check(ended.returncode == -9, where, "expected an end by kill -9, found", ended.returncode, ended.error)
        elif ended.returncode != 0:
            check_refused(ended, [6], where)
            check("No space left" in ended.error, where, ended.error)
        check_after(folder, where, whole_way)
        return ended.returncode != 0


def end_everywhere(pool, start, words, check_after):
    """Ends the command at each of its moments; how many of these it did not survive, by kind."""
    count = moments_of(start, words)
    ended = {}
    for kind, step in (("kill", 1), ("full", EVERY)):
        cases = [pool.submit(end_at, start, words, kind, at + 1, check_after, at % EVERY == 0)
                 for at in range(0, count, step)]
        ended[kind] = sum(case.result() for case in cases)
    check(ended["kill"] == count, "not killed at each moment:", ended, count)
    check(ended["full"] > 0 or EVERY > 1, "no disk was full")
    print(in_words(words(pathlib.Path("."))[:2]), ended, flush=True)
    return ended


def killed_in_the_middle(start, words, state):
    """Makes the state that a command leaves which is killed as soon as the audit is longer: the record is not yet."""
    def files(folder):
        return [(folder / "run" / name).read_bytes() for name in ("plate.audit.jsonl", NAME)]

    for at in range(moments_of(start, words)):
        shutil.rmtree(state, ignore_errors=True)
        shutil.copytree(start, state)
        run(words(state), FAULT_KIND="kill", FAULT_AT=str(at + 1))
        if files(state)[0] != files(start)[0]:
            check(files(state)[1] == files(start)[1], "the record is there before the audit")
            return state
    raise Failure("the audit is never there before the record")


# Two at once.

def sign_at_once(place, start, first, second, expected):
    """Each signs, or says in one line why not; no signature is lost. Who signed."""
    with copy_of(start) as folder:
        record = folder / "run" / NAME
        where = f"{first} and {second} at once"
        before = signers_of(record)
        signed = []
        for signer, ended in zip((first, second), together(place, sign(record, first), sign(record, second))):
            if ended.returncode == 0:
                signed.append(signer)
            else:
                check_refused(ended, [2, 6], where)
        remove_lock(place, record.parent)
        check(sorted(signers_of(record)) == sorted(before + signed), where, signed, "signed, the record has",
              signers_of(record))
        check(signed, where, "nobody signed")
        succeeds(where, ["review", "verify", record])
        check_audit(record, where)
        go_on(folder, where, expected)
        return signed


def apply_and_sign_at_once(place, start, expected):
    with copy_of(start) as folder:
        record = folder / "run" / NAME
        where = "apply and sign at once"
        applied, signed = together(place, apply(folder), sign(record, SIGNERS[0]))
        remove_lock(place, record.parent)
        check(signed.returncode == 0, where, signed.returncode, signed.error)
        if applied.returncode != 0:
            check_refused(applied, [6, 7], where)
        check(signers_of(record) == [SIGNERS[0]], where, "the signature is lost")
        go_on(folder, where, expected)


def decide_at_once(place, start, review, expected):
    """What both decided is in the file, behind what was there."""
    with copy_of(start) as folder:
        where = f"two people decide at once, into {review}"
        before = events_of(folder / review)
        for ended in together(place, *(decide(folder, name, review) for name in REVIEWERS)):
            check(ended.returncode == 0, where, ended.returncode, ended.error)
        for held in {folder, (folder / review).parent}:
            remove_lock(place, held)
        after = events_of(folder / review)
        check(after[:len(before)] == before, where, "earlier events are lost")
        added = [event["by"] for event in after[len(before):]]
        check([added.count(name) for name in REVIEWERS] == [len(added) // 2] * 2 and added, where, "events are lost:",
              added)
        check_nothing_left(folder, where)
        if review == REVIEW:
            go_on(folder, where, expected)


def call_and_decide_at_once(place, start):
    """A record is called again or decided, never called again under its review."""
    with copy_of(start) as folder:
        record = folder / NAME
        where = "call and decide at once"
        called, decided = together(place, ["call", folder / "plate.txt", "--formats", "json", "-o", folder],
                                   decide(folder, REVIEWERS[0]))
        remove_lock(place, folder)
        check(decided.returncode == 0, where, decided.returncode, decided.error)
        if called.returncode != 0:
            check_refused(called, [6], where)
        bound = json.loads((folder / REVIEW).read_bytes())["record_sha256"]
        check(bound == sha256(record), where, "the review is of another record than lies there")
        succeeds(where, decide(folder, REVIEWERS[1]))


def report_and_sign_at_once(place, start, expected):
    with copy_of(start) as folder:
        record = folder / "run" / NAME
        where = "report and sign at once"
        reported, signed = together(place, ["report", record, "--formats", "csv"], sign(record, SIGNERS[0]))
        remove_lock(place, record.parent)
        check(signed.returncode == 0, where, signed.returncode, signed.error)
        if reported.returncode != 0:
            check_refused(reported, [6], where)
        check_reports(record, where)
        go_on(folder, where, expected)


def made_at_once(place, start, words, name):
    """Two commands that make one record: it is there whole, and can be signed to its end."""
    with copy_of(start) as folder:
        record = folder / name / NAME
        where = f"two at once of {in_words(words(pathlib.Path('.')))}"
        ends = together(place, words(folder), words(folder))
        check(any(ended.returncode == 0 for ended in ends), where, [ended.error for ended in ends])
        for ended in ends:
            if ended.returncode != 0:
                check_refused(ended, [6], where)
        remove_lock(place, record.parent)
        (folder / "run" / ".crossbreak.lock").unlink(missing_ok=True)  # of the record that is amended
        check_audit(record, where)
        check_reports(record, where)
        sign_to_the_end(record, where)
        check_nothing_left(folder, where)


def two_at_once(pool, place, called, decided, applied, final, expected):
    a, c, b = SIGNERS
    for case in [pool.submit(call_and_decide_at_once, place, called) for _ in range(ROUNDS // 2)]:
        case.result()
    for case in [pool.submit(report_and_sign_at_once, place, applied, expected) for _ in range(ROUNDS // 4)]:
        case.result()
    with copy_of(applied) as reviewed:
        succeeds("A signs", sign(reviewed / "run" / NAME, a))
        rounds = [pool.submit(sign_at_once, place, applied, a, c, expected) for _ in range(ROUNDS)]
        check(any(len(case.result()) == 2 for case in rounds), "two people who sign at once never both do")
        for case in [pool.submit(sign_at_once, place, applied, a, a, expected) for _ in range(ROUNDS // 4)]:
            check(case.result() == [a], "one person signed twice")
        for case in [pool.submit(sign_at_once, place, reviewed, c, b, expected) for _ in range(ROUNDS // 4)]:
            check(c in case.result(), "the second reviewer did not sign")
    for case in [pool.submit(apply_and_sign_at_once, place, applied, expected) for _ in range(ROUNDS // 4)]:
        case.result()
    for case in [pool.submit(made_at_once, place, *made) for _ in range(ROUNDS // 4)
                 for made in ((decided, apply, "run"), (final, amend, "amended"))]:
        case.result()
    with copy_of(decided) as commented:
        (commented / REVIEW).unlink()
        new = [pool.submit(decide_at_once, place, commented, review, expected)
               for review in (REVIEW, "new/plate.review.json") for _ in range(ROUNDS // 2)]
        for case in new:
            case.result()
        succeeds("a remark", ["review", "decide", commented / NAME, "--by", "D. Third", "--comment", "run", "--words",
                              "seen", "-o", commented / REVIEW])
        for case in [pool.submit(decide_at_once, place, commented, REVIEW, expected) for _ in range(ROUNDS // 2)]:
            case.result()
    print("two at once", "on a share:" if place else "on a disk:", "no signature and no decision is lost", flush=True)


# Room for a workbook.

def limited(words, most_bytes, temporary):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    ended = subprocess.run([PROGRAM, *map(str, words)], env=environment_with(TMPDIR=str(temporary)), text=True,
                           capture_output=True, preexec_fn=limit, restore_signals=False)  # SIGXFSZ stays ignored
    ended.told = ended.stdout
    ended.error = re.sub(r"^\[ERROR\].*\n", "", ended.stderr, flags=re.MULTILINE)  # what libxlsxwriter says
    return ended


def check_room_for_workbooks(start):
    """A workbook is whole or refused, wherever its room ends; no file of it is ever made elsewhere."""
    commands = {
        "report": lambda folder: ["report", folder / "run" / NAME, "--formats", "xlsx", "-o", folder / "out"],
        "summary": lambda folder: ["summary", folder / "run" / NAME, "--xlsx", folder / "out" / "plate.calls.xlsx"]}
    for name, words in commands.items():
        with copy_of(start) as folder:
            workbook = folder / "out" / "plate.calls.xlsx"
            succeeds(name, words(folder))
            whole = workbook.read_bytes()
            told = set()
            for most_bytes in [2 ** power for power in range(9, 23)]:
                workbook.unlink(missing_ok=True)
                temporary = folder / "temporary"
                temporary.mkdir(exist_ok=True)
                os.utime(temporary, (0, 0))  # a name made or removed in it changes that
                ended = limited(words(folder), most_bytes, temporary)
                where = f"{name} with room for {most_bytes} bytes"
                check(temporary.stat().st_mtime_ns == 0, where, "a file was made beside")
                if ended.returncode == 0:
                    check(workbook.read_bytes() == whole, where, "half of a workbook")
                else:
                    check_refused(ended, [6], where)
                    check(not workbook.exists(), where, "half of a workbook")
                    check("workbook could not be written" in ended.error or "File too large" in ended.error, where,
                          ended.error)
                told.add(ended.returncode)
                check_nothing_left(folder, where)
            check(told == {0, 6}, name, "expected too little room and enough, found", told)
    print("no half of a workbook", flush=True)


@contextlib.contextmanager
def two_workers():
    pool = concurrent.futures.ThreadPoolExecutor(2)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def main():
    with tempfile.TemporaryDirectory() as base, two_workers() as pool:
        start = pathlib.Path(base) / "start"
        start.mkdir()
        (start / "plate.toml").write_text(PLATE)

        def state(name, of=start):
            shutil.copytree(of, start.with_name(name))
            return start.with_name(name)

        def on(words):
            succeeds("the way on", words)

        on(["simulate", start / "plate.toml", "--layout", "text", "--seed", "1", "-o", start / "plate.txt"])
        (start / "plate.toml").unlink()
        (start / "plate.txt.truth.csv").unlink()
        on(["call", start / "plate.txt", "--formats", "json", "-o", start])
        with_curves = state("with_curves")
        on(["call", start / "plate.txt", "--formats", "json", "--no-curves", "-o", start])
        called = state("called")
        on(decide(start, REVIEWERS[0]))
        half_decided = state("half_decided")
        on(decide(start, REVIEWERS[1]))
        decided = state("decided")
        on(apply(start))
        applied = state("applied")
        record = start / "run" / NAME
        to_sign = []
        for signer in SIGNERS:
            to_sign.append((state(f"before_{signer[1]}_{len(to_sign)}"), signer))
            on(sign(record, signer))
        on(["review", "verify", record])
        expected = released_rows(record)
        check(results_in(expected) == [("CLEAR", "released", "deletion", "D4-7"),
                                       ("NONE", "released", "not_detected", "")], results_in(expected))
        shutil.copy(start / REVIEW, start / "more.review.json")
        for name in REVIEWERS:
            on(["review", "decide", start / NAME, "--by", name, "--reject", "CLEAR", "--code", "pipetting", "-o",
                start / "more.review.json"])
        final = state("final")
        on(amend(start))
        sign_to_the_end(start / "amended" / NAME, "amended")
        after_it = released_rows(start / "amended" / NAME)
        check(results_in(after_it) == [("CLEAR", "withheld", "", ""), ("NONE", "released", "not_detected", "")],
              results_in(after_it))

        def apply_all(folder):
            return apply(folder, ALL_FORMATS)

        def report(folder):
            return ["report", folder / "run" / NAME, "--formats", ALL_FORMATS]

        for name in REVIEWERS:
            on(decide(with_curves, name))
        on(apply(with_curves))
        called_before = state("called_before", called)
        on([*call_over(called_before)[:4], "-o", called_before])
        called_over = state("called_over", called_before)
        on(call_over(called_over))
        every_report = state("every_report", with_curves)
        on(apply_all(every_report))

        cases = [(called, lambda folder: decide(folder, REVIEWERS[0]), after_deciding(called, REVIEWERS[0], expected)),
                 (half_decided, lambda folder: decide(folder, REVIEWERS[1]),
                  after_deciding(half_decided, REVIEWERS[1], expected)),
                 (decided, apply, after_applying(decided, apply, expected)),
                 (with_curves, apply_all, after_applying(with_curves, apply_all, None))]
        cases += [(before, lambda folder, signer=signer: sign(folder / "run" / NAME, signer),
                   after_signing(before, signer, expected)) for before, signer in to_sign]
        cases.append((final, amend, after_amending(final, after_it)))
        excluding = state("excluding", called)
        on(["review", "decide", excluding / NAME, "--by", REVIEWERS[0], "--accept", "all", "--exclude", "A1/D4-7",
            "--code", "curve_artifact", "-o", excluding / REVIEW])
        again = state("again", excluding)
        on(apply_excluding(again))
        check(events_of(again / "run" / REVIEW), "no decision is carried over")
        cases.append((excluding, apply_excluding, after_calling_again(again / "run")))
        cases.append((called_before, call_over, after_calling_over(called_before, called_over)))
        ended = [end_everywhere(pool, *case) for case in cases]
        kills = sum(counts["kill"] for counts in ended)
        full = sum(counts["full"] for counts in ended)
        end_everywhere(pool, every_report, report, after_reporting(report))
        no_key = start.with_name("no_key")
        no_key.mkdir()
        end_everywhere(pool, no_key, keygen, after_making_a_key)
        before, last = to_sign[-1]
        middle = killed_in_the_middle(before, lambda folder: sign(folder / "run" / NAME, last),
                                      start.with_name("middle"))
        end_everywhere(pool, middle, lambda folder: ["review", "verify", folder / "run" / NAME],
                       after_signing(middle, last, expected))
        for place in (ON_A_DISK, ON_A_SHARE):
            two_at_once(pool, place, called, decided, applied, final, expected)
        check_room_for_workbooks(every_report)
    print(f"killed at {kills} moments, a full disk at {full}")
    check(kills >= LEAST_KILLS and full >= LEAST_FULL, "too few moments: expected", LEAST_KILLS, LEAST_FULL)


try:
    main()
except Failure as failure:
    sys.exit(str(failure))
