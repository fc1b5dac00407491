"""What an output is, apart from its texts: it is read as a browser, a spreadsheet or a script reads it.

Each function takes a file's bytes and gives what no text of an input may change, and the texts that a person or a
script finds in it; it fails where the file cannot be read.
"""

import collections
import csv
import html.parser
import io
import json
import re
import xml.etree.ElementTree
import zipfile

FORMULA = re.compile("[\ufeff]*[=+\\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"[-+]?[\d.]+(e[-+]?\d+)?|-", re.I)
MARKS = re.compile(r"qz|onmouseover|onfocus|onerror|onload|autofocus", re.I)


class Markup(html.parser.HTMLParser):
    """Tags with the names of their attributes, and the scripts."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.scripts, self.text, self.inside = [], [], "", None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(sorted(name for name, _ in attrs))))
        if tag == "script":
            self.scripts.append("")
        self.inside = tag

    def handle_endtag(self, tag):
        self.tags.append(("/" + tag, ()))
        self.inside = None

    def handle_comment(self, data):
        self.tags.append(("!--", ()))

    def handle_decl(self, decl):
        self.tags.append((decl.lower(), ()))

    unknown_decl = handle_pi = handle_decl

    def handle_data(self, data):
        if self.inside == "script":
            self.scripts[-1] += data
        else:
            self.text += data


def of_html(content):
    """What is said and drawn may differ by text; kinds of tags with their attributes, and scripts, may not."""
    page = Markup(content.decode())
    data = [script for script in page.scripts if script.lstrip().startswith(("{", "["))]
    for each in data:
        json.loads(each)
    marked = [name for tag, names in page.tags for name in (tag, *names) if MARKS.search(name)]
    if marked:
        return {"of a text": marked}, []
    return {"scripts": [script for script in page.scripts if script not in data], "data": len(data),
            "kinds of tags": sorted(set(page.tags)),
            "numbers of tags": collections.Counter(tag for tag, _ in page.tags)}, [page.text, *data]


def of_csv(content):
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    texts = [cell[1:] if cell.startswith("'") and FORMULA.match(cell.lstrip("'")) else cell
             for row in rows for cell in row]
    formulas = [cell for row in rows for cell in row if FORMULA.match(cell) and not NUMBER.fullmatch(cell)]
    return {"formulas": formulas, "widths": sorted({len(row) for row in rows}), "rows": len(rows)}, texts


def no_doubles(pairs):
    assert len(dict(pairs)) == len(pairs), "a key stands twice"
    return dict(pairs)


def of_json(content):
    value = json.loads(content.decode(), object_pairs_hook=no_doubles, parse_constant=lambda name: 1 / 0)
    content.decode().encode("utf-8")
    json.dumps(value, ensure_ascii=False).encode("utf-8")  # no halves of pairs
    return {"keys": sorted(value)}, []


def of_zip(content):
    """Members are well-formed XML; a cell is never computed, nothing leads outside."""
    found, texts = {}, []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            root = xml.etree.ElementTree.fromstring(archive.read(name))
            kinds = {re.sub(r"\{.*\}", "", each.tag) for each in root.iter()}
            if name.startswith("xl/worksheets/sheet"):
                found[name + " formulas"] = sum(each.tag.endswith("}f") for each in root.iter())
                kinds = {kind for kind in kinds if MARKS.search(kind)}
            texts += ["".join(each.itertext()) for each in root.iter() if each.tag.endswith(("}si", "}is"))]
            outside = [each.get("Target") for each in root.iter() if each.get("TargetMode") == "External"]
            found[name] = (sorted(kind for kind in kinds if MARKS.search(kind)), outside)
    return found, [re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text) for text in texts]


SHAPES = {".html": of_html, ".csv": of_csv, ".json": of_json, ".xlsx": of_zip, ".rdml": of_zip}
