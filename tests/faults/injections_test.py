#!/usr/bin/env python3
"""No text of a file becomes anything but a text: no formula, no tag or script, no order to a terminal, no other JSON.

injections_test.py PROGRAM EVERY [PART...]: a matrix of every text that an input has x every payload, or each EVERYth of
it. Texts that a file may have freely are replaced all at once, those by which it is read (titles, tasks, dyes, codes)
each alone, by fewer payloads. PARTs are names of inputs, as they are printed.
"""

import collections
import io
import json
import re
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import text_fields  # noqa: E402
from injected_inputs import FREE, SAMPLE, Input, given_texts, inputs_of, of_run, run  # noqa: E402
from output_shapes import SHAPES, of_json  # noqa: E402

HARMLESS = "Qzword"

# Each is behind or before what makes a text of it different from the others of its file.
PAYLOADS = {
    "equals": "=cmd|'/C calc'!A0", "plus": "+1+cmd", "minus": "-1+cmd", "at": "@SUM(1+9)", "tab": "\t=1+1",
    "return": "\r=1+1", "line feed": "\n=1+1", "wide equals": "＝1+1", "wide plus": "＋1", "wide minus": "－1",
    "wide at": "＠SUM(1)", "mark and equals": "\ufeff=1+1", "apostrophe and equals": "'=1+1",
    "hyperlink": '=HYPERLINK("http://qz.example","qz")', "script end": "</script><script>qz()</script>",
    "image": "<img src=qz onerror=qz()>", "comment": "<!--<script>", "attribute": "\" onmouseover=\"qz()\" qz=\"",
    "apostrophes": "' onfocus='qz()' autofocus='", "style end": "</style></title></textarea>",
    "svg": "<svg/onload=qz()>", "entities": "&lt;img src=qz&gt;&#60;b&#62;&amp;lt;", "template": "${qz()}{{qz}}`qz`",
    "address": "javascript:qz()", "CDATA end": "]]><qz/>",
    "doctype": "<!DOCTYPE qz [<!ENTITY q SYSTEM 'file:///etc/passwd'>]>&q;", "line separators": "qz\u2028qz\u2029",
    "bidi": "qz\u202eexe.\u2066qz\u200f", "invisible": "q\u200bz\u00ad\ufeff", "escape": "\x1b[2J\x1b]0;qz\x07",
    "C1": "\u009b31m\u0085\u0090qz\u009c", "controls": "\x01\x08\x0b\x0c\x7f", "NUL": "qz\x00qz",
    "all controls": "qz\x1b[2J\u009b31m\x07\x08\x7f\u202e\r\n\u2028qz", "semicolon": "qz;=1+1;\"qz\"",
    "backslashes": "\\\"\\u0022\\x3c\\n", "prototype": "__proto__", "constructor": "constructor",
    "half pair": "\ud800qz", "not a character": "\ufffe\uffffqz", "Chinese": "张三丰“甲”，—",
    "astral": "\U0001f9ec\U00020000", "accents": "e\u0301" * 40, "long": "qz" * 4000, "spaces": "  qz  qz  ",
    "path": "../../../qz/CON", "percent": "%s%n%x{}{0}%00", "workbook escape": "_x000D_=1_x0041_",
    "printf tag": "{0:>999999}", "query": "'; DROP TABLE qz; --",
}
# What an output for a terminal or a log must not hold: C0 but line ends, DEL, C1, and what turns the direction.
DRIVES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def other_texts(wanted, payload):
    """Each text that is replaced, by a text of its own; the sample's by the payload itself."""
    return {text: payload if text == SAMPLE else "%s %d" % (payload, i) for i, text in enumerate(wanted)}


class Trial:
    """What the commands of an input say and write, with some of its texts replaced."""

    def __init__(self, program, given, others, language, most=None):
        self.given, self.faults = given, []
        sample = others.get(SAMPLE, SAMPLE)
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            (folder / "out").mkdir()
            for name, content in {**given.beside, **given.files}.items():
                kind = given.kinds.get(name)
                (folder / name).write_bytes(text_fields.replaced(kind, content, others) if kind else content)
            if "D4-7" in others and "crossbreak.toml" not in given.files:
                (folder / "crossbreak.toml").write_bytes(text_fields.toml_strings(
                    b'[targets]\n"Qtarget" = "D4-7"\n', lambda text: others["D4-7"] if text == "Qtarget" else text))
            argument = sample if not re.search("[\0\ud800-\udfff]", sample) else "none"
            self.codes, self.outputs, self.texts = [], {}, {}
            for words in given.commands(argument, language)[:most]:
                done = run(program, words, folder)
                self.codes.append(done.returncode)
                self.check_told(words, done)
            self.record = next(iter(folder.glob("out/*.calls.json")), None)
            self.record = self.record and json.loads(self.record.read_bytes())
            self.remarks = self.record and (self.record["run"]["status"], len(self.record["run"]["issues"]),
                                            [patient["flags"] for patient in self.record["patients"]])
            for path in sorted(folder.glob("out/**/*")):
                if path.suffix in SHAPES and path.is_file():
                    self.check_output(str(path.relative_to(folder)), path)

    def check_told(self, words, done):
        where = "%s: " % " ".join(words[:3])
        if done.returncode == 1 or done.returncode not in range(8):
            self.faults.append(where + "exit %d %r" % (done.returncode, done.stderr[:300]))
        for name, told in (("stdout", done.stdout), ("stderr", done.stderr)):
            try:
                text = told.decode()
            except UnicodeDecodeError as error:
                self.faults.append(where + "%s is no UTF-8: %s" % (name, error))
                continue
            if found := DRIVES.search(text):
                self.faults.append(where + "%s has %r" % (name, text[max(0, found.start() - 60):found.end() + 20]))
            if name == "stdout" and "--json" in words and text:
                try:
                    of_json(told)
                except Exception as error:  # noqa: BLE001  whatever is wrong with it
                    self.faults.append(where + "no JSON: %r" % error)

    def check_output(self, name, path):
        try:
            self.outputs[name], self.texts[name] = SHAPES[path.suffix](path.read_bytes())
        except Exception as error:  # noqa: BLE001
            self.faults.append("%s cannot be read: %r" % (name, error))
            return
        if self.outputs[name].get("formulas") or self.outputs[name].get("of a text"):
            self.faults.append("%s: %r" % (name, self.outputs[name]))


def differences(trial, harmless):
    for name in sorted(set(trial.outputs) | set(harmless.outputs)):
        one, other = harmless.outputs.get(name), trial.outputs.get(name)
        if one is None or other is None:
            if trial.codes == harmless.codes:  # what an output cannot hold it refuses
                yield "%s is written only %s" % (name, "harmless" if other is None else "with it")
        elif one != other:
            keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
            if trial.remarks != harmless.remarks:  # more is said of it, by the tags that say it of any other text
                keys = [key for key in keys if key not in ("kinds of tags", "numbers of tags", "rows")]
            if not keys:
                continue
            told = "; ".join("%s %r" % (key, difference(one.get(key), other.get(key))) for key in keys)
            yield "%s differs: %s" % (name, told[:500])


def difference(one, other):
    if isinstance(one, list) and isinstance(other, list):
        return [each for each in one if each not in other][:5], [each for each in other if each not in one][:5]
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: (one.get(key), other.get(key)) for key in {*one, *other} if one.get(key) != other.get(key)}
    return one, other


# What a file is read by is refused or passed over alike whatever it is: what a message could hand on.
OF_MESSAGES = ("all controls", "half pair", "script end", "long")


def file_names(plate):
    """Inputs whose one text is the file's name."""
    for name, payload in PAYLOADS.items():
        if not re.search("[/\0\ud800-\udfff]", payload) and len(payload) < 200:
            yield name, Input("file name", {}, {}, {payload + ".eds": plate}, of_run("./" + payload + ".eds"))


def arguments(payload):
    """Commands that name what is not there."""
    return [[payload], ["call", payload], ["call", "--" + payload], ["curves", "plate.eds", "--format", payload],
            ["call", "plate.eds", "--role", payload + "=unknown"], ["call", "plate.eds", "--target", "D4-7=" + payload],
            ["explain", "plate.eds", "--sample=" + payload], ["call", "plate.eds", "--formats", payload],
            ["call", "plate.eds", "--lang", payload], ["panel", "show", payload], ["report", payload],
            ["call", "plate.eds", "--threshold", payload], ["inspect", "plate.eds", "--run", payload]]


# Neither all layouts nor all outputs can hold them.
NOT_HELD = re.compile("[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff\u00ad]")


def value_faults(trial, payload):
    """The sample's name is one text everywhere: in the record, in every row and on every page."""
    patients = [patient["sample"] for patient in trial.record["patients"]] if trial.record else []
    if len(patients) != 2:
        yield "expected two patients, found %r" % patients
    elif not NOT_HELD.search(payload):
        name = next((name for name in patients if " ".join(name.split()) == " ".join(payload.split())), None)
        if name is None:
            yield "expected the sample %r, found %r" % (payload[:80], patients[0][:80])
            return
        for output, texts in trial.texts.items():
            if output.startswith("out/batch/"):  # which is called without the files beside the run
                continue
            if output.endswith((".calls.csv", ".calls.xlsx")) and not any(name in text for text in texts):
                yield "%s names no sample %r" % (output, name[:80])
            if output.endswith((".review.html", ".patients.html")):
                if not any(" ".join(name.split()) in " ".join(text.split()) or json.dumps(name)[1:-1] in text or
                           json.dumps(name, ensure_ascii=False)[1:-1] in text for text in texts):
                    yield "%s names no sample %r" % (output, name[:80])


def all_trials(inputs):
    """What is to be tried: input, its payload's name, and the texts that are replaced."""
    for given in inputs:
        words = given_texts(given)
        free = [text for text in words if FREE.fullmatch(text) and text not in given.bound]
        for name in PAYLOADS:
            yield given, name, free, True
        for text in words:
            if text not in free:
                for name in OF_MESSAGES:
                    yield given, name, [text], False


def check_that_faults_are_found():
    """Nothing below would be worth anything if the readers of outputs saw nothing."""
    assert SHAPES[".html"](b"<p>a<img src=qz onerror=qz()></p>")[0] == {"of a text": ["onerror"]}
    assert SHAPES[".html"](b"<script>qz()</script>")[0]["scripts"] == ["qz()"]
    assert SHAPES[".html"](b"<p>&lt;script>qz()</p>")[0]["scripts"] == []
    assert SHAPES[".csv"](b"a,=1\n'=1,-1.5\n")[0]["formulas"] == ["=1"]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as workbook:
        workbook.writestr("xl/worksheets/sheet1.xml", "<s xmlns='s'><c><f>1+1</f></c></s>")
    assert SHAPES[".xlsx"](made.getvalue())[0]["xl/worksheets/sheet1.xml formulas"] == 1
    assert all(DRIVES.search(text) for text in ("a\x1b[2J", "a\u009bm", "a\u202eb", "a\rb", "a\x7f"))
    assert not DRIVES.search("a\tb\n张三")


def main():
    check_that_faults_are_found()
    program, every, parts = str(Path(sys.argv[1]).resolve()), int(sys.argv[2]), sys.argv[3:]
    faults, counts = [], collections.Counter()
    with tempfile.TemporaryDirectory() as made:
        inputs, plate = inputs_of(program, Path(made))
    inputs = [given for given in inputs if not parts or given.name in parts]
    harmless = {}

    def told(given, name, words, found):
        for fault in found:
            faults.append("%s, %s in %s: %s" % (given, name, ", ".join(words)[:60], fault))

    for i, (given, name, words, is_free) in enumerate(all_trials(inputs)):
        if i % every:
            continue
        language = ("en", "zh")[i // every % 2]
        trial = Trial(program, given, other_texts(words, PAYLOADS[name]), language, None if is_free else 1)
        counts[given.name, "free" if is_free else "alone"] += len(words)
        told(given.name, name, words, trial.faults)
        if not is_free:
            continue
        if (given.name, language) not in harmless:
            harmless[given.name, language] = Trial(program, given, other_texts(words, HARMLESS), language)
            told(given.name, "harmless", words, harmless[given.name, language].faults)
        compared = harmless[given.name, language]
        if trial.codes[0] == 0:
            told(given.name, name, words, differences(trial, compared))
            if SAMPLE in words:
                told(given.name, name, words, value_faults(trial, PAYLOADS[name]))
        elif compared.codes[0]:
            told(given.name, "harmless", words, ["expected a file that can be used, found exit %d" % compared.codes[0]])
        counts["refused" if trial.codes[0] else "used"] += 1
    if not parts or "file name" in parts:
        for i, (name, given) in enumerate(file_names(plate["plate.eds"])):
            if i % every == 0:
                trial = Trial(program, given, {}, ("en", "zh")[i % 2])
                told("file name", name, [], trial.faults)
                counts["file name", "free"] += 1
    if not parts or "arguments" in parts:
        with tempfile.TemporaryDirectory() as made:
            (Path(made) / "plate.eds").write_bytes(plate["plate.eds"])
            for i, name in enumerate(PAYLOADS):
                if i % every == 0 and not re.search("[\0\ud800-\udfff]", PAYLOADS[name]):
                    for words in arguments(PAYLOADS[name]):
                        given = Input("arguments", {}, {}, plate, lambda *_, words=words: [words])
                        told("arguments", name, words[:-1], Trial(program, given, {}, "en").faults)
                        counts["arguments", "alone"] += 1
    for fault in faults:
        print("FAILED %s" % fault.encode("unicode_escape", "backslashreplace").decode())
    injected = {key: count for key, count in counts.items() if isinstance(key, tuple)}
    for name in dict.fromkeys(key[0] for key in injected):
        print("%-18s %6d texts together, %5d alone" % (name, counts[name, "free"], counts[name, "alone"]))
    injections = sum(injected.values())
    print("%d injections, %d files of free texts used and %d refused, %d faults" %
          (injections, counts["used"], counts["refused"], len(faults)))
    return 1 if faults or not injections else 0


if __name__ == "__main__":
    sys.exit(main())
