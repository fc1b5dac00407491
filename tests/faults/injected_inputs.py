"""One input of each kind that the program reads, with a word in every text that it has, and what reads it."""

import collections
import re
import subprocess
import sys
from pathlib import Path

import text_fields

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from plate_texts import CONTROLS, FOUR_SETS, deleted, not_deleted  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds until something counts as hanging
SAMPLE = "Qsample1"
DESIGN = """[plate]
experiment = "Qrun"
operator = "Qoperator"
barcode = "Qbarcode"
run_started = "2024-03-04T08:30:00Z"
cycles = 45
""" + FOUR_SETS + deleted(SAMPLE) + not_deleted("Qother") + CONTROLS
MAP = "well,sample,target,role,specimen type,order number,requesting unit,extraction batch,Master mix lot\n" + "".join(
    "%s1,Qsample1,,,Qspecimen,Qorder,Qunit,Qbatch,Qlot\n" % row for row in "ABCD")
META = """extraction_batch = "Qbatch"
[[reagent]]
name = "Qreagent"
lot = "Qlot"
[[control]]
name = "PC"
lot = "Qcontrollot"
[[sample]]
name = "Qsample1"
specimen = "Qspecimen"
order = "Qorder"
requester = "Qrequester"
"""
REPEATS = """sample,repeat,sets,replicates,next,source,sha256,run_date,plate_barcode,record
Qsample1,1,D4-7,3,,Qsource.eds,%s,2024-03-01,Qplate,
""" % ("0" * 64)
SETTINGS = """[laboratory]
name = "Qlaboratory"
department = "Qdepartment"
address = "Qaddress"
phone = "Qphone"
name_zh = "Qlaboratoryzh"
department_zh = "Qdepartmentzh"
[targets]
"Qtarget" = "D4-7"
[roles]
"Qrole" = "unknown"
"""
STUDY = """sample = "Qcolumn"
groups = "transplant"
[[variable]]
name = "transplant"
column = "Qtransplant"
label = "Qlabel"
label_zh = "Qlabelzh"
label_no = "Qno"
label_no_zh = "Qnozh"
yes = ["Qyes"]
no = ["Qnone"]
[[endpoint]]
name = "os"
label = "Qendpoint"
label_zh = "Qendpointzh"
months = "Qmonths"
event = "Qdeath"
[[model]]
endpoint = "os"
variables = ["deleted"]
"""
CLINICAL = "Qcolumn,Qtransplant,Qmonths,Qdeath,Qnote\nQsample1,Qyes,12,1,Qremark\nQother,Qnone,13,0,\n"

OUTPUTS = ["--formats", "json,csv,html,xlsx"]
# Besides those that begin with Q, texts of a run that nothing is decided by.
FREE = re.compile("Q(?!ty|uan|uench)[a-z_.]+1?|96alum|TAQMAN|Standard Curve|D4-7|"
                  "(Sample|Target|Biogroup) Color|Biogroup Name")
LAYOUTS = {"eds": (".eds", "eds"), "text": (".txt", "text"), "csv": (".csv", "csv"), "xlsx": (".xlsx", "xlsx"),
           "quantstudio-eds": (".eds", "eds"), "json-eds": (".eds", "json-eds"), "quantstudio-text": (".txt", "text"),
           "sds1": (".csv", "csv")}

# files: those whose texts are replaced; kinds: theirs, by name; beside: other files; commands: made of the sample's name
# and a language; bound: what reads like a free text, but must agree with a file beside.
Input = collections.namedtuple("Input", "name files kinds beside commands bound", defaults=[()])



def run(program, words, folder):
    return subprocess.run([program, *words], cwd=folder, capture_output=True, timeout=PATIENCE, check=False,
                          stdin=subprocess.DEVNULL)


def of_run(name, *more, also=()):
    def commands(sample, language):
        stem = "out/" + Path(name).stem
        record, review = stem + ".calls.json", stem + ".review.json"
        return [
            ["call", name, *also, "-o", "out", *OUTPUTS, "--lang", language, *more],
            ["call", ".", "-o", "out/batch", "--formats", "csv", "--lang", language],
            ["inspect", name, *more], ["inspect", name, "--json", "--plate-map-template", "out/map.xlsx", *more],
            ["curves", name], ["curves", name, "--json"], ["curves", name, "--csv", "out/curves.csv"],
            ["convert", name, "-o", "out/tidy.csv", *more], ["convert", name, "-o", "out/other.rdml", *more],
            ["convert", name, "-o", "out/plate.asm.json", "--utc-offset", "+08:00", *more],
            ["explain", name, *also, "--lang", language, *more, "--sample=" + sample],
            ["summary", record, "--lang", language, "--csv", "out/summary.csv", "--xlsx", "out/summary.xlsx"],
            ["review", "status", record, "--lang", language],
            ["review", "decide", record, "--by", "A. Reviewer", "--accept", "all", "-o", review],
            ["review", "apply", record, review, "-o", "out/reviewed", "--formats", "csv,html,json,patients", "--lang",
             language],
        ]
    return commands


def with_words_in_empty_columns(content, separator):
    """What the simulator leaves empty: a word each in the first row that has the column."""
    lines, titles = content.decode().split("\n"), []
    for i, line in enumerate(lines):
        cells = line.split(separator)
        if cells[0] in ("Well", "schema"):
            titles = [title for title in cells if title in ("Biogroup Name", "Comments", "comments", "instrument_name",
                                                            "block_type", "serial_number")]
            places = {title: cells.index(title) for title in titles}
        elif titles and len(cells) > max(places.values()):
            for title, at in places.items():
                cells[at] = cells[at] or "Q" + title.replace(" ", "_").lower()
            lines[i] = separator.join(cells)
    return "\n".join(lines).encode()


def inputs_of(program, folder):
    """One input a layout of a run, and of all else that is read."""
    (folder / "plate.toml").write_text(DESIGN)
    made = []
    for layout, (ending, kind) in LAYOUTS.items():
        name = "run" + ending
        if run(program, ["simulate", "plate.toml", "--layout", layout, "--seed", "1", "-o", name], folder).returncode:
            raise AssertionError("the simulator does not write " + layout)
        files = {name: (folder / name).read_bytes()}
        if layout == "sds1":
            files["run.delta_rn.csv"] = (folder / "run.delta_rn.csv").read_bytes()
            files[name] = files[name].replace(b"Comments:\n", b"Comments:\nQcomments\n")
        elif kind in ("text", "csv"):
            files[name] = with_words_in_empty_columns(files[name], "\t" if kind == "text" else ",")
        if layout == "text":
            made.append(Input("xls", {"run.xls": files[name]}, {"run.xls": "xls"}, {}, of_run("run.xls")))
        made.append(Input(layout, files, dict.fromkeys(files, kind), {}, of_run(name, also=list(files)[1:])))
        (folder / name).unlink()
    run(program, ["simulate", "plate.toml", "--seed", "1", "-o", "plate.eds"], folder)
    plate = {"plate.eds": (folder / "plate.eds").read_bytes()}
    for name, kind in (("run.csv", "csv"), ("run.rdml", "rdml")):
        run(program, ["convert", "plate.eds", "-o", name], folder)
        content = (folder / name).read_bytes()
        if kind == "csv":
            content = with_words_in_empty_columns(content, ",")
        made.append(Input({"csv": "tidy", "rdml": "rdml"}[kind], {name: content}, {name: kind}, {}, of_run(name)))

    with_plate = {"plate.eds": "eds"}
    made.append(Input("plate map", {"map.csv": MAP.encode()}, {"map.csv": "csv"}, plate,
                      of_run("plate.eds", "--plate-map", "map.csv")))
    made.append(Input("metadata", {"meta.toml": META.encode(), **plate}, {"meta.toml": "toml", **with_plate}, {},
                      of_run("plate.eds", "--meta", "meta.toml")))
    made.append(Input("repeats", {"repeats.csv": REPEATS.encode(), **plate}, {"repeats.csv": "csv", **with_plate}, {},
                      lambda *named: of_run("plate.eds", "--repeats", "repeats.csv")(*named)[:1], ("D4-7",)))
    panel = (ROOT / "primers" / "ikzf1_deletions.toml").read_text()
    panel = re.sub(r'^(gene|source) = "[^"]*"', r'\1 = "Q\1"', panel, flags=re.M)
    made.append(Input("panel", {"panel.toml": panel.encode()}, {"panel.toml": "toml"}, plate, lambda sample, language: [
        *of_run("plate.eds", "--panel", "panel.toml")(SAMPLE, language)[:3], ["panel", "show", "panel.toml"],
        ["panel", "check", "panel.toml"]], ("D4-7", "Qgene")))
    made.append(Input("settings", {"crossbreak.toml": SETTINGS.encode()}, {"crossbreak.toml": "toml"}, plate,
                      lambda sample, language: [*of_run("plate.eds")(SAMPLE, language), ["settings", "plate.eds"],
                                                ["settings", "plate.eds", "--json"]], ("D4-7", "Qrole")))

    (folder / "map.csv").write_text(MAP)
    run(program, ["call", "plate.eds", "--formats", "json", "--plate-map", "map.csv", "-o", "."], folder)
    record = {"plate.calls.json": (folder / "plate.calls.json").read_bytes()}
    made.append(Input("record", record, {"plate.calls.json": "json"}, {}, lambda sample, language: [
        ["report", "plate.calls.json", "-o", "out", *OUTPUTS, "--lang", language],
        ["summary", "plate.calls.json", "--csv", "out/summary.csv", "--xlsx", "out/summary.xlsx"],
        ["review", "status", "plate.calls.json"]], ("D4-7",)))
    run(program, ["review", "decide", "plate.calls.json", "--by", "Qreviewer", "--override", "Qsample1/D4-7=negative",
                  "--code", "other", "--words", "Qreason", "--accept", "all", "-o", "plate.review.json"], folder)
    review = {"plate.review.json": (folder / "plate.review.json").read_bytes()}
    made.append(Input("review", review, {"plate.review.json": "json"}, record, lambda sample, language: [
        ["review", "status", "plate.calls.json", "plate.review.json"],
        ["review", "apply", "plate.calls.json", "plate.review.json", "-o", "out", "--formats",
         "xlsx,html,json,csv,patients", "--lang", language]], ("D4-7", SAMPLE, "Qother")))
    made.append(Input("cohort", {"study.toml": STUDY.encode(), "clinical.csv": CLINICAL.encode()},
                      {"study.toml": "toml", "clinical.csv": "csv"}, record, lambda sample, language: [
                          ["cohort", "plate.calls.json", "--clinical", "clinical.csv", "-o", "out", "--lang", language],
                          ["cohort", "plate.calls.json", "--clinical", "clinical.csv", "--json"]], (SAMPLE, "Qother")))
    return made, plate


def given_texts(given):
    return list(dict.fromkeys(text for name, content in given.files.items()
                              for text in text_fields.texts(given.kinds[name], content)))
