"""The texts that a file holds, whatever its layout, and the same file with other texts in their places.

Each function takes a file's bytes and a function from text to text, and gives the bytes of the file with every text
changed by it: cells, elements, strings and titles, whole ones, but no numbers. What a layout must escape it escapes, so
that the text arrives as it is; what it has no way to hold it writes raw, as a program would that takes no care.
"""

import io
import json
import re
import struct
import zipfile

import limit_files

NUMBER = re.compile(r"[^\w]*|[-+]?[\d.,]+(e[-+]?\d+)?|[\dT:.Z+-]+|[B-H]\d+|\[.*\]|true|false", re.I)


ENTITIES = (("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "apos"), ("&", "amp"))


def utf8(text):
    return text.encode("utf-8", "surrogatepass")  # a half of a pair as three bytes, which are no UTF-8


def cells_of(line, separator):
    """The cells of a line, quotes taken off."""
    if '"' not in line:
        return line.split(separator)
    cells = re.findall(r'(?:^|%s)("(?:[^"]|"")*"|[^%s]*)' % ((re.escape(separator),) * 2), line)
    return [cell[1:-1].replace('""', '"') if cell.startswith('"') else cell for cell in cells]


def quoted(cell, separator):
    return '"%s"' % cell.replace('"', '""') if any(c in cell for c in separator + '"\r\n') else cell


def delimited(separator):
    """Tables of text; a line "* Name = value" or "Name: value" above them has two texts."""
    def changed(content, change):
        def cell(text):
            header = re.fullmatch(r"(\* |)([^=:]+)( = |: )(.*)", text)
            if header:
                return header[1] + change(header[2]) + header[3] + (change(header[4]) if header[4] else "")
            section = re.fullmatch(r"\[(.+)\]", text)
            return "[%s]" % change(section[1]) if section else change(text)

        lines = []
        for line in content.decode("utf-8-sig").replace("\r\n", "\n").split("\n"):
            cells = [quoted(cell(text), separator) if text else "" for text in cells_of(line, separator)]
            lines.append(separator.join(cells))
        return utf8("\n".join(lines))
    return changed


def unquoted(content, change):
    """A table within an .eds, whose cells hold no tab and no end of a line, and quotes as they are."""
    lines = content.decode().replace("\r\n", "\n").split("\n")
    return utf8("\n".join("\t".join(re.sub("[\t\r\n]", " ", change(cell)) if cell else "" for cell in line.split("\t"))
                          for line in lines))


def xml(pattern):
    """pattern: a text, in its one group, with what stands before it and behind it."""
    def changed(content, change):
        def text(found):
            if not found[1].strip():
                return found[0]
            told = found[1]
            for character, name in ENTITIES:
                told = told.replace("&%s;" % name, character)
            told = change(told)
            for character, name in reversed(ENTITIES):
                told = told.replace(character, "&%s;" % name)
            told = re.sub("[\ud800-\udfff\r\n\t]", lambda character: "&#%d;" % ord(character[0]), told)
            return found[0].replace(found[1], told, 1) if found[1] != told else found[0]

        head, end, body = content.decode().partition("?>")
        return utf8(head + end + re.sub(pattern, text, body))
    return changed


def json_strings(content, change):
    def walked(value):
        if isinstance(value, dict):
            return {change(key): walked(each) for key, each in value.items()}
        if isinstance(value, list):
            return [walked(each) for each in value]
        return change(value) if isinstance(value, str) else value

    return json.dumps(walked(json.loads(content)), indent=1).encode()


def toml_strings(content, change):
    def text(found):
        told = json.dumps(change(json.loads(found[0])), ensure_ascii=False).replace("\x7f", "\\u007f")
        return re.sub("[\ud800-\udfff]", lambda half: "\\u%04x" % ord(half[0]), told)

    lines = [line if line.lstrip().startswith("#") else re.sub(r'"(?:[^"\\]|\\.)*"', text, line)
             for line in content.decode().split("\n")]
    return utf8("\n".join(lines))


def zipped(kinds):
    """kinds: how members are changed, by the end of their names; others stay as they are."""
    def changed(content, change):
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
            for name in source.namelist():
                kind = next((kind for end, kind in kinds.items() if name.endswith(end)), None)
                member = source.read(name)
                out.writestr(zipfile.ZipInfo(name), kind(member, change) if kind else member, zipfile.ZIP_DEFLATED)
        return made.getvalue()
    return changed


def xls_of(text):
    """An .xls of one sheet with the cells of a table of text: what BIFF8 calls LABEL."""
    records = b""
    for i, line in enumerate(text.split("\n")):
        for j, cell in enumerate(cells_of(line, "\t")):
            if cell:
                units = cell.encode("utf-16-le", "surrogatepass")[:8000]
                records += limit_files.biff(0x0204, struct.pack("<HHHHB", i, j, 0, len(units) // 2, 1) + units)
    return limit_files.xls(1, True, records)


def xls(content, change):
    """The file is kept as the table of text that it is made of."""
    return xls_of(delimited("\t")(content, change).decode("utf-8", "surrogatepass"))


ELEMENTS = xml(r">([^<>]+)</")
SHEETS = xml(r"<t[^>]*>([^<]+)</t>")
NAMED_ELEMENTS = xml(r'(?: id="|[a-z]>)([^<>"]+)(?="|</)')

KINDS = {
    "text": delimited("\t"),
    "csv": delimited(","),
    "xls": xls,
    "xlsx": zipped({"sharedStrings.xml": SHEETS, ".xml": xml(r'(?:<t[^>]*>| name=")([^<>"]+)(?="|</t>)')}),
    "eds": zipped({".xml": ELEMENTS, ".txt": unquoted}),
    "json-eds": zipped({".json": json_strings}),
    "rdml": zipped({".xml": NAMED_ELEMENTS}),
    "json": json_strings,
    "toml": toml_strings,
}


def texts(kind, content):
    """The texts of a file that are no numbers, in their order, those that differ in their digits alone once."""
    found = {}

    def seen(text):
        if not NUMBER.fullmatch(text):
            found.setdefault(re.sub(r"\d+", "0", text), text)
        return text

    KINDS[kind](content, seen)
    return list(found.values())


def replaced(kind, content, others):
    """The file with other texts in the places of some, each wherever it stands."""
    return KINDS[kind](content, lambda text: others.get(text, text))
