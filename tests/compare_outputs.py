"""Says where two outputs of crossbreak differ, but for what may change from one version of the program to the next.

Left out are the program's version, version and SHA-256 of panel and profile, the record's schema version and SHA-256,
the field `asymmetry`, and the page's embedded script with the content hashes that follow from it.
"""
import base64
import csv
import hashlib
import io
import json
import re
import struct
import subprocess
import zipfile


class Version:
    """What one program says of itself, its panel and its profiles, in order to leave it out."""

    def __init__(self, program):
        out = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        self.number = out.split()[1]
        self.identities = set()

    def learn(self, record):
        for part in ("panel", "profile"):
            identity = record.get(part)
            if identity:
                self.identities.add((part, identity["id"], identity["version"], identity["sha256"]))

    def without(self, text):
        text = re.sub(rf"\bcrossbreak {re.escape(self.number)}", "crossbreak (version)", text)
        for part, name, version, sha256 in sorted(self.identities):
            if sha256:
                text = text.replace(sha256, f"({part} sha256)")
            if version:
                text = text.replace(f"{name} {version}", f"{name} ({part} version)")
        return text


def without_versions(value):
    """A record or page data without what may differ."""
    for path in (("tool", "version"), ("panel", "version"), ("panel", "sha256"), ("profile", "version"),
                 ("profile", "sha256"), ("record_sha256",), ("program_version",)):
        place = value
        for key in path[:-1]:
            place = place.get(key) or {}
        if path[-1] in place:
            place[path[-1]] = "(left out)"
    if str(value.get("schema")).startswith("crossbreak/calls/"):
        value["schema"] = "(left out)"
    for curve in value.get("curves") or []:
        if isinstance(curve.get("fit"), dict):
            curve["fit"].pop("asymmetry", None)
    return value


def with_traces(data):
    """Page data with each trace where it is used; of the lines of a well, without the asymmetry."""
    traces = data.pop("traces")
    values = base64.b64decode(traces["values"])
    stored, start = [], 0
    for length in traces["lengths"]:
        stored.append(list(map(repr, struct.unpack_from(f"<{length}f", values, 4 * start))))
        start += int(length)
    for column, places in data["wells"].items():
        if column.endswith("_trace") or column == "lines":
            used = [None if place is None else stored[int(place)] for place in places]
            if column == "lines":
                used = [line and (line[:7] + line[8:] if len(line) == 9 else line) for line in used]
            data["wells"][column] = used
    return data


class Number(str):
    """A number as it is written."""


def parsed(text):
    return json.loads(text, parse_float=Number, parse_int=Number, parse_constant=Number)


def short(value):
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return text if len(text) <= 120 else text[:117] + "..."


def compare_values(old, new, place=""):
    if type(old) is not type(new):
        yield place, short(old), short(new)
    elif isinstance(old, dict):
        if list(old) != list(new):
            yield place, "keys " + short(", ".join(k for k in old if k not in new) or list(old)), \
                "keys " + short(", ".join(k for k in new if k not in old) or list(new))
        for key in old:
            if key in new:
                yield from compare_values(old[key], new[key], f"{place}.{key}" if place else key)
    elif isinstance(old, list):
        if len(old) != len(new):
            yield place, f"{len(old)} entries", f"{len(new)} entries"
        for i, (a, b) in enumerate(zip(old, new)):
            yield from compare_values(a, b, f"{place}[{i}]")
    elif old != new:
        yield place, short(old), short(new)


def compare_lines(old, new, place="line "):
    if old == new:
        return
    if len(old) != len(new):
        yield place.strip(), f"{len(old)} lines", f"{len(new)} lines"
    for i, (a, b) in enumerate(zip(old, new), 1):
        if a != b:
            at = next((k for k, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
            start = max(0, at - 40)
            yield f"{place}{i}", short(a[start:]), short(b[start:])
            if len(old) != len(new):
                return  # what follows is the same, shifted


def compare_text(old, new, versions):
    return compare_lines(versions[0].without(old).splitlines(), versions[1].without(new).splitlines())


def compare_record(old, new, versions):
    a, b = (without_versions(parsed(text)) for text in (old, new))
    differences = list(compare_values(a, b))
    if not differences:  # the same values: then in the same bytes
        old, new = (re.sub(r'"(asymmetry|version|sha256|schema)": ?[^,}\n]*,? ?', "", text) for text in (old, new))
        differences = list(compare_lines(old.splitlines(), new.splitlines()))
    return differences


def compare_csv(old, new, versions):
    def cells(text, version):
        rows = list(csv.reader(io.StringIO(text, newline="")))
        left_out = {i for i, title in enumerate(rows[0] if rows else [])
                    if title in ("program_version", "panel_version", "panel_sha256")}
        width = len(text)  # less what is left out: quotes and line ends count
        for row in rows[1:]:
            for i in left_out.intersection(range(len(row))):
                width -= len(row[i])
                row[i] = "(left out)"
        return [[version.without(cell) for cell in row] for row in rows], width
    (a, a_width), (b, b_width) = (cells(text, version) for text, version in zip((old, new), versions))
    differences = list(compare_values(a, b, "row"))
    if not differences and a_width != b_width:
        differences = [("characters", str(a_width), str(b_width))]
    return differences


def compare_workbook(old, new, versions):
    books = [zipfile.ZipFile(io.BytesIO(data)) for data in (old, new)]
    names = [book.namelist() for book in books]
    yield from compare_values(*names, "members")
    for name in names[0]:
        if name in names[1]:
            texts = (book.read(name).decode("utf-8", "surrogateescape").replace("><", ">\n<") for book in books)
            a, b = (version.without(text).split("\n") for text, version in zip(texts, versions))
            yield from compare_lines(a, b, f"{name} line ")


def compare_page(old, new, versions, records):
    def parts(page, version, record):
        data = re.search(r'<script type="application/json" id="report">(.*?)</script>', page, re.S).group(1)
        words = re.sub(r"<script\b.*?</script>", "", page, flags=re.S)
        words = re.sub(r'(http-equiv="Content-Security-Policy" content=")[^"]*', r"\1", words)
        words = words.replace(record, "(record sha256)")
        return version.without(words).splitlines(), with_traces(without_versions(parsed(data)))
    (a, a_data), (b, b_data) = (parts(page, version, record) for page, version, record
                                in zip((old, new), versions, records))
    yield from compare_lines(a, b)
    yield from compare_values(a_data, b_data, "data")


def record_sha256(path):
    record = path.parent / path.name.replace(".review.html", ".calls.json")
    return hashlib.sha256(record.read_bytes()).hexdigest() if record.is_file() else "-"


def compare_file(old, new, versions):
    """(place, base value, new value) of each difference."""
    if old.suffix == ".xlsx":
        return compare_workbook(old.read_bytes(), new.read_bytes(), versions)
    a, b = (path.read_bytes().decode("utf-8", "surrogateescape") for path in (old, new))
    if old.name.endswith(".review.html"):
        return compare_page(a, b, versions, (record_sha256(old), record_sha256(new)))
    if a.startswith("{") and b.startswith("{"):
        return compare_record(a, b, versions)
    if old.suffix == ".csv":
        return compare_csv(a, b, versions)
    return compare_text(a, b, versions)
