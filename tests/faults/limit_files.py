"""Makes the files that ask for more of a machine than any run: each small, each once took minutes or gigabytes.

limit_files.py FOLDER [KIND...] writes them; files() is the list. None is stored: what they are is what is said here.
"""

import io
import re
import struct
import sys
import zipfile
import zlib
from pathlib import Path

MEGABYTE = 1 << 20


def repeated(text, size):
    """A member of `size` bytes of one text over and over, deflated block by block, so that it takes no time to make."""
    block = text * (MEGABYTE // len(text) // 8 + 1)
    count = size // len(block) + 1
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = deflater.compress(block) + deflater.flush(zlib.Z_FULL_FLUSH)
    return first * count, block, count


def with_ends(begin, text, size, end):
    """Deflated bytes, their length inflated and their checksum: `text` over and over between two ends."""
    body, block, count = repeated(text, size)

    def flushed(part):
        deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflater.compress(part) + deflater.flush(zlib.Z_FULL_FLUSH)

    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    last = deflater.compress(end) + deflater.flush()
    crc = zlib.crc32(begin)
    for _ in range(count):
        crc = zlib.crc32(block, crc)
    crc = zlib.crc32(end, crc)
    return flushed(begin) + body + last, len(begin) + len(block) * count + len(end), crc


def zip_of(members):
    """A zip of (name, bytes or what with_ends() gives)."""
    out, directory = io.BytesIO(), b""
    for name, content in members:
        if isinstance(content, tuple):
            deflated, size, crc = content
        else:
            content = content.encode() if isinstance(content, str) else content
            deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
            deflated, size, crc = deflater.compress(content) + deflater.flush(), len(content), zlib.crc32(content)
        name = name.encode()
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(deflated), size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, out.tell()) + name
        out.write(b"PK\x03\x04" + common + name + deflated)
    begin, count = out.tell(), len(members)
    out.write(directory)
    out.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, min(count, 65535), min(count, 65535), len(directory), begin, 0))
    return out.getvalue()


# Workbooks

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "<worksheet><sheetData>%s</sheetData></worksheet>"
TITLES = ("<row><c t='inlineStr'><is><t>well</t></is></c><c t='inlineStr'><is><t>sample</t></is></c></row>")


def xlsx(sheets, links, parts):
    """sheets: (name, link); links: (id, kind, target); parts: (name, content)."""
    book = "<workbook xmlns:r='r'><sheets>%s</sheets></workbook>" % "".join(
        "<sheet name='%s' r:id='%s'/>" % sheet for sheet in sheets)
    rels = "<Relationships>%s</Relationships>" % "".join(
        "<Relationship Id='%s' Type='%s/%s' Target='%s'/>" % (link[0], RELATIONSHIPS, *link[1:]) for link in links)
    return zip_of([("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", rels), *parts])


def one_sheet(content, strings=None):
    links = [("r1", "worksheet", "worksheets/sheet1.xml")]
    parts = [("xl/worksheets/sheet1.xml", content)]
    if strings is not None:
        links.append(("r2", "sharedStrings", "sharedStrings.xml"))
        parts.append(("xl/sharedStrings.xml", strings))
    return xlsx([("Results", "r1")], links, parts)


def xlsx_one_sheet_a_thousand_times():
    rows = "".join("<row><c><v>%d</v></c></row>" % i for i in range(20000))
    return xlsx([("S%d" % i, "r1") for i in range(1000)], [("r1", "worksheet", "worksheets/sheet1.xml")],
                [("xl/worksheets/sheet1.xml", SHEET % rows)])


def xlsx_one_part_by_a_thousand_links():
    rows = "".join("<row><c><v>%d</v></c></row>" % i for i in range(20000))
    return xlsx([("S%d" % i, "r%d" % i) for i in range(990)],
                [("r%d" % i, "worksheet", "worksheets/sheet1.xml") for i in range(990)],
                [("xl/worksheets/sheet1.xml", SHEET % rows)])


def xlsx_shared_strings_linked_2000_times():
    strings = "<sst>%s</sst>" % ("<si><t>a text of some length</t></si>" * 20000)
    return xlsx([("Results", "r1")],
                [("r1", "worksheet", "worksheets/sheet1.xml")] +
                [("s%d" % i, "sharedStrings", "sharedStrings.xml") for i in range(2000)],
                [("xl/worksheets/sheet1.xml", SHEET % ""), ("xl/sharedStrings.xml", strings)])


def xlsx_long_string_in_a_million_cells():
    return one_sheet(with_ends(b"<worksheet><sheetData>", b"<row>" + b"<c t='s'><v>0</v></c>" * 100 + b"</row>",
                               21 * MEGABYTE, b"</sheetData></worksheet>"),
                     with_ends(b"<sst><si><t>", b"x" * 1000, MEGABYTE, b"</t></si></sst>"))


def xlsx_sheet_of_240_mb():
    return one_sheet(with_ends(b"<worksheet><sheetData>", b"<row><c><v>1</v></c></row>", 240 * MEGABYTE,
                               b"</sheetData></worksheet>"))


def xlsx_sheets_of_60_mb():
    sheet = with_ends(b"<worksheet><sheetData>", b"<row><c t='str'><v>" + b"x" * 9000 + b"</v></c></row>",
                      60 * MEGABYTE, b"</sheetData></worksheet>")
    return xlsx([("S%d" % i, "r%d" % i) for i in range(4)],
                [("r%d" % i, "worksheet", "worksheets/sheet%d.xml" % i) for i in range(4)],
                [("xl/worksheets/sheet%d.xml" % i, sheet) for i in range(4)])


def xlsx_tiny_elements():
    return one_sheet(with_ends(b"<worksheet><sheetData>", b"<c/>", 30 * MEGABYTE, b"</sheetData></worksheet>"))


def xlsx_cells_at_the_far_end():
    rows = "".join("<row r='%d'><c r='XFD%d'><v>1</v></c></row>" % (i, i) for i in range(1, 20000))
    return one_sheet(SHEET % rows)


def xlsx_long_number_format_of_every_cell():
    styles = "<styleSheet><numFmts><numFmt numFmtId='200' formatCode='%s'/></numFmts><cellXfs>%s</cellXfs></styleSheet>" % (
        "y" * MEGABYTE, "<xf numFmtId='200'/>" * 1000)
    rows = "".join("<row>%s</row>" % ("<c s='7'><v>1</v></c>" * 100) for _ in range(1000))
    return xlsx([("Results", "r1")], [("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml")],
                [("xl/worksheets/sheet1.xml", SHEET % rows), ("xl/styles.xml", styles)])


def biff(record, data=b""):
    return struct.pack("<HH", record, len(data)) + data


def compound_file(stream):
    """A compound file of version 3 with one stream, Workbook, of at least 4096 bytes."""
    stream += bytes(-len(stream) % 512)
    sectors = len(stream) // 512
    tables = 1
    while tables * 128 < sectors + 1 + tables:
        tables += 1
    chain = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + [i + tables + 2 for i in range(sectors - 1)] + [0xFFFFFFFE]
    chain += [0xFFFFFFFF] * (tables * 128 - len(chain))
    lists = min(tables, 109)
    more = -(-(tables - lists) // 127)
    header = bytearray(512)
    header[:8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    first_more = tables + 1 + sectors
    struct.pack_into("<IIIIIIII", header, 44, tables, tables, 0, 4096, 0xFFFFFFFE, 0,
                     first_more if more else 0xFFFFFFFE, more)
    struct.pack_into("<109I", header, 76, *([i for i in range(lists)] + [0xFFFFFFFF] * (109 - lists)))
    extra = b""
    rest = list(range(lists, tables))
    for i in range(more):
        part = rest[i * 127:(i + 1) * 127]
        part += [0xFFFFFFFF] * (127 - len(part))
        extra += struct.pack("<128I", *part, first_more + i + 1 if i + 1 < more else 0xFFFFFFFE)

    def entry(name, kind, child, first, size):
        text = name.encode("utf-16-le")
        return (text + bytes(64 - len(text)) + struct.pack("<HBB", len(text) + 2 if name else 0, kind, 1) +
                struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36) + struct.pack("<IQ", first, size))

    directory = (entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, tables + 1, len(stream)) +
                 entry("", 0, 0xFFFFFFFF, 0, 0) * 2)
    return bytes(header) + struct.pack("<%dI" % len(chain), *chain) + directory + stream + extra


BOF = biff(0x0809, struct.pack("<HH", 0x0600, 0x0010) + bytes(12))
EOF = biff(0x000A)


def xls(sheets, at_one_place, records):
    """Sheets that begin at one place, or each a few bytes behind the other, inside what the one before reads."""
    def bound(i, offset):
        name = b"S%03d" % i
        return biff(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(name), 0) + name)

    globals_size = len(BOF) + len(bound(0, 0)) * sheets + len(EOF)
    begins = BOF if at_one_place else BOF * sheets
    offsets = [globals_size + (0 if at_one_place else i * len(BOF)) for i in range(sheets)]
    ends = EOF if at_one_place else EOF * sheets
    return compound_file(BOF + b"".join(bound(i, offset) for i, offset in enumerate(offsets)) + EOF + begins + records + ends)


def numbers(count):
    return b"".join(biff(0x0203, struct.pack("<HHHd", i // 200, i % 200, 0, 1.5)) for i in range(count))


def xls_sheets_at_one_place():
    return xls(900, True, numbers(100000))


def xls_sheets_within_one_another():
    return xls(900, False, numbers(100000))


def xls_allocation_table_of_one_sector():
    """The list of the table's sectors leads to one sector over and over, and so does the chain of the stream."""
    bytes_ = bytearray(xls(1, True, numbers(100000)))
    sectors = len(bytes_) // 512 - 1
    struct.pack_into("<I", bytes_, 44, sectors)
    struct.pack_into("<II", bytes_, 68, 5, sectors // 127)
    bytes_[6 * 512:7 * 512] = struct.pack("<128I", *([0] * 127 + [5]))
    bytes_[512:516] = struct.pack("<I", 0)
    return bytes(bytes_)


# Experiment files

EXPERIMENT = "<Experiment><Name>x</Name><RunState>COMPLETE</RunState></Experiment>"
PLATE = ("<Plate><Rows>8</Rows><Columns>12</Columns><PassiveReferenceDye>ROX</PassiveReferenceDye>"
         "<FeatureMap><Feature><Id>sample</Id></Feature>%s</FeatureMap>"
         "<FeatureMap><Feature><Id>detector-task</Id></Feature>%s</FeatureMap></Plate>")
PROGRAM = ("<TCProtocol><TCStage><StageFlag>CYCLING</StageFlag><NumOfRepetitions>%d</NumOfRepetitions>"
           "<TCStep><CollectionFlag>1</CollectionFlag><Temperature>60</Temperature><HoldTime>60</HoldTime>"
           "<RampRate>1</RampRate></TCStep></TCStage></TCProtocol>")
SIGNALS = "StepOne v2.0 MulticomponentData\r\n\r\nWELL\tCYCLE\tDYE LIST\tMSE\tSIGNAL DATA\tPURE_DYE_DATA\r\n"
ONE_TARGET = ("<FeatureValue><Index>0</Index><FeatureItem><DetectorTaskList><DetectorTask><Task>UNKNOWN</Task>"
              "<Detector><Name>T</Name><Reporter>FAM</Reporter></Detector></DetectorTask></DetectorTaskList>"
              "</FeatureItem></FeatureValue>")


def eds(**members):
    """An experiment file of one well, with other members in place of its own."""
    content = {"experiment": EXPERIMENT, "plate_setup": PLATE % ("", ONE_TARGET), "tcprotocol": PROGRAM % 3,
               "multicomponent_data": SIGNALS + "".join("0\t%d\tFAM\t1.0\t%d.0\t1.0\r\n" % (i, i) for i in range(3))}
    content.update(members)
    return zip_of([("apldbio/sds/%s%s" % (name, ".txt" if name in ("multicomponent_data", "analysis_result") else ".xml"),
                    value) for name, value in content.items()])


def eds_newlines():
    return eds(analysis_result=with_ends(b"", b"\n" * 1000, 300 * MEGABYTE, b""))


def eds_newlines_within_the_limits():
    return eds(analysis_result=with_ends(b"Well\tSample Name\tDetector\tCt\n", b"\n" * 1000, 30 * MEGABYTE, b""))


def eds_tabs():
    return eds(analysis_result=with_ends(b"Well\tSample Name\tDetector\tCt\n", b"\t" * 1000, 30 * MEGABYTE, b"\n"))


def eds_tiny_elements():
    return eds(plate_setup=with_ends(b"<Plate>", b"<a/>", 250 * MEGABYTE, b"</Plate>"))


def eds_tiny_elements_within_the_limits():
    return eds(plate_setup=with_ends(b"<Plate>", b"<a/>", 30 * MEGABYTE, b"</Plate>"))


def eds_deep_elements():
    return eds(plate_setup="<Plate>" + "<a>" * 400000 + "</a>" * 400000 + "</Plate>")


def eds_entities():
    """Each entity is ten of the one before: a thousand million laughs."""
    entities = "".join("<!ENTITY l%d '%s'>" % (i, "&l%d;" % (i - 1) * 10) for i in range(1, 10))
    return eds(plate_setup="<!DOCTYPE Plate [<!ENTITY l0 'laugh'>%s]><Plate><BarCode>&l9;</BarCode></Plate>" % entities)


def eds_many_dyes():
    lines = "".join("0\t0\tD%d\t1.0\t1.0\t1.0\r\n" % i for i in range(60000))
    return eds(multicomponent_data=SIGNALS + lines)


def eds_long_sample_of_many_targets():
    tasks = "".join("<DetectorTask><Task>UNKNOWN</Task><Detector><Name>T%d</Name><Reporter>FAM</Reporter></Detector>"
                    "</DetectorTask>" % i for i in range(5000))
    value = "<FeatureValue><Index>0</Index><FeatureItem>%s</FeatureItem></FeatureValue>"
    return eds(plate_setup=PLATE % (value % ("<Sample><Name>%s</Name></Sample>" % ("x" * MEGABYTE)),
                                    value % ("<DetectorTaskList>%s</DetectorTaskList>" % tasks)))


def json_eds(**members):
    content = {"summary.json": '{"runStatus": "COMPLETED"}',
               "setup/plate_setup.json": '{"blockType": "BLOCK_96W", "wells": []}',
               "primary/multicomponent_data.json": '{"collectionPoints": [], "wellData": []}'}
    content.update({name.replace("__", "/") + ".json": value for name, value in members.items()})
    return zip_of(list(content.items()))


def json_tiny_values():
    return json_eds(setup__plate_setup=with_ends(b'{"blockType": "BLOCK_96W", "wells": [', b"{},", 30 * MEGABYTE, b"{}]}"))


def json_deep_values():
    return json_eds(setup__plate_setup='{"blockType": "BLOCK_96W", "wells": ' + "[" * 500000 + "]" * 500000 + "}")


def json_long_cycle_of_many_dyes():
    """Each dye has one read, and that is of cycle 1000."""
    dyes = ",".join('{"dyeName": "D%d", "fluorescences": [1]}' % i for i in range(60000))
    return json_eds(
        run__run_method='{}', setup__run_method='{"stages": [{"type": "PCR", "repeat": 1, "steps": [{"hold": '
        '{"collectionProfile": {}}}]}]}',
        primary__multicomponent_data='{"collectionPoints": [{"stage": 1, "cycle": 1000, "step": 1, "point": 1}], '
        '"wellData": [{"wellIndex": 0, "dyeData": [%s]}]}' % dyes)


def zip_of_many_members():
    return zip_of([("%05x" % i, b"") for i in range(60000)])


# RDML

RDML = "<rdml version='1.1'>%s<experiment id='E'>%s</experiment></rdml>"


def rdml_many_reactions():
    react = "<react id='1'><sample id='S'/><data><tar id='T'/><adp><cyc>1</cyc><fluor>1</fluor></adp></data></react>"
    return (RDML % ("", "<run id='R'>%s</run>" % (react * 100000))).encode()


def rdml_many_targets_of_500_cycles():
    def data(j):
        return "<data><tar id='T%d'/><adp><cyc>500</cyc><fluor>1</fluor></adp></data>" % j
    wells = "".join("<react id='%d'><sample id='S'/>%s</react>" % (i, "".join(data(j) for j in range(60)))
                    for i in range(1, 385))
    return zip_of([("rdml_data.xml", RDML % ("", "<run id='R'>%s</run>" % wells))])


def rdml_long_sample_of_many_targets():
    """A sample is called by its description where its id is for programs alone."""
    sample = "9c93d5da-1797-44c1-b46c-05d501af4e22"
    data = "".join("<data><tar id='T%d'/></data>" % j for j in range(60))
    wells = "".join("<react id='%d'><sample id='%s'/>%s</react>" % (i, sample, data) for i in range(1, 97))
    declared = "<sample id='%s'><description>%s</description></sample>" % (sample, "x" * MEGABYTE)
    return zip_of([("rdml_data.xml", RDML % (declared, "<run id='R'>%s</run>" % wells))])


def rdml_many_runs_of_a_large_file():
    filler = "<target id='%s'/>"
    return zip_of([("rdml_data.xml", RDML % ("".join(filler % i for i in range(300000)),
                                             "".join("<run id='%d'/>" % i for i in range(99))))])


# Texts

AMPLIFICATION = "* Block Type = 96well\n\n[Amplification Data]\nWell\tCycle\tTarget Name\tRn\tDelta Rn\n"


def text_cycle_10000_of_many_targets():
    return (AMPLIFICATION + "".join("A1\t10000\tT%d\t1.0\t1.0\n" % i for i in range(100000))).encode()


def text_cycle_400_of_many_targets():
    return (AMPLIFICATION + "".join("A1\t400\tT%d\t1.0\t1.0\n" % i for i in range(24000))).encode()


def text_many_columns_of_signals():
    titles = "\t".join("D%d" % i for i in range(200000))
    return ("* Block Type = 96well\n\n[Multicomponent Data]\nWell\tCycle\t%s\nA1\t9000\t%s\n" %
            (titles, "\t".join(["1"] * 200000))).encode()


def text_long_flag_of_many_wells():
    rows = "".join("A1\tS\tT%d\t20.1\tY\n" % i for i in range(20000))
    return ("* Block Type = 96well\n\n[Results]\nWell\tSample Name\tTarget Name\tCT\t%s\n%s" %
            ("X" * MEGABYTE, rows)).encode()


def text_newlines():
    return AMPLIFICATION.encode() + b"\n" * (9 * MEGABYTE)


def text_line_of_9_mb():
    return AMPLIFICATION.encode() + b"A1\t" + b"x" * (9 * MEGABYTE)


def text_cells_in_quotes():
    return AMPLIFICATION.encode() + b'"\n"\t' * (2 * MEGABYTE)


def curve_table_of_a_million_columns():
    return b"Cycle" + b"".join(b",%x" % i for i in range(1000000)) + b"\n1" + b",1" * 1000000 + b"\n"


def curve_table_of_many_rows():
    return b"Cycle,A1\n" + b"".join(b"%d,1\n" % i for i in range(1, 900000))


def tidy_of_many_columns():
    return b"schema," + b"".join(b"%x," % i for i in range(1000000)) + b"\n"


def titles_of_tidy_table():
    source = (Path(__file__).resolve().parents[2] / "src" / "formats" / "tidy_table.hpp").read_text(encoding="utf-8")
    titles = re.findall(r'tidy_titles_of_\w+ =((?:\s*"[a-z_,]+")+);', source)
    return ",".join("".join(re.findall(r'"(.+)"', text)) for text in titles)


def tidy_of_short_rows():
    """Below the table's own titles and thousands more."""
    own = titles_of_tidy_table().encode()
    return own + b"".join(b",x%x" % i for i in range(20000)) + b"\n" + b"x\n" * 20000


def tidy_of_many_issues():
    """Of the run, in the first row alone: each of thousands of patients hears of all of them."""
    titles = titles_of_tidy_table()
    same = {"schema": "crossbreak/tidy/1", "source": "plate.eds", "well": "A1", "reporter_dye": "FAM", "passive_dye": "ROX",
            "ct_instrument_status": "absent", "omitted": "false", "plate_rows": "8", "plate_columns": "12", "table_rows": "20000"}
    cells = [same.get(title, "") for title in titles.split(",")]
    sample, target = (titles.split(",").index(title) for title in ("sample", "target"))
    rows = []
    for i in range(20000):
        cells[sample], cells[target] = "P%d" % i, "T%d" % i
        rows.append(",".join(cells))
    rows[0] += ";".join("run_stopped_early|warning|review|t|||%d|%d" % (i, i) for i in range(100000))
    return "\n".join([titles, *rows, ""]).encode()


def sds1_cycles_of_empty_rows():
    """A workbook: its rows end before the cycles that the titles announce."""
    titles = "".join("<c t='str'><v>%s</v></c>" % title for title in
                     ["Well", "Detector", "Reporter Dye"] + ["Cycle %d" % i for i in range(1, 5001)])
    rows = "".join("<row><c t='str'><v>A1</v></c><c t='str'><v>D%d</v></c><c t='str'><v>FAM</v></c></row>" % i
                   for i in range(60000))
    return one_sheet(SHEET % ("<row>%s</row>%s" % (titles, rows)))


# Plate maps, and what a laboratory writes

def plate_map_of_40000_rows():
    return b"well,sample,target\n" + b"".join(b"A1,S,T%d\n" % i for i in range(40000))


def plate_map_of_many_targets():
    return b"well,sample,target\n" + b"".join(b"A1,S,T%d\n" % i for i in range(9000))


def plate_map_of_many_lots():
    titles = b"".join(b",lot %x lot,lot %x expiry" % (i, i) for i in range(20000))
    return b"well,sample" + titles + b"\n" + b"A1,S" + b",1,2026-01-01" * 20000 + b"\n"


def plate_map_of_merged_cells():
    rows = "".join("<row><c t='str'><v>A1</v></c></row>" for _ in range(9000))
    merged = "".join("<mergeCell ref='A%d:XFD9000'/>" % i for i in range(2, 3000))
    return one_sheet("<worksheet><sheetData>%s%s</sheetData><mergeCells>%s</mergeCells></worksheet>" % (TITLES, rows, merged))


def toml_large():
    return b"".join(b"key%d = 1\n" % i for i in range(600000))


def toml_deep():
    return b"a = " + b"[" * 200000 + b"]" * 200000


def toml_deep_key():
    return b"a" + b".a" * 200000 + b" = 1\n"


def record_of_200_mb():
    return None  # of spaces, made by record_folder


def record_of_tiny_values():
    return b'{"schema": "crossbreak/calls/3", "inputs": [' + b"{}," * (3 * MEGABYTE) + b"{}]}"


def record_of_deep_values():
    return b'{"schema": "crossbreak/calls/3", "inputs": ' + b"[" * (4 * MEGABYTE) + b"]" * (4 * MEGABYTE) + b"}"


# What each is given as: a run, a plate map, ...
RUN, MAP, PANEL, SETTINGS, RECORD = "run", "map", "panel", "settings", "record"


def files():
    """(name of the file, what it is given as, what makes its bytes), in the order of this file."""
    ending = {"xlsx": ("xlsx", RUN), "xls": ("xls", RUN), "eds": ("eds", RUN), "json": ("eds", RUN), "zip": ("eds", RUN),
              "rdml": ("rdml", RUN), "text": ("txt", RUN), "curve": ("csv", RUN), "tidy": ("csv", RUN), "sds1": ("xlsx", RUN),
              "plate": ("csv", MAP), "toml": ("toml", PANEL), "record": ("calls.json", RECORD)}
    found = []
    for name, make in globals().items():
        first = name.split("_")[0]
        if not callable(make) or first not in ending or "_" not in name or name in ("zip_of", "json_eds"):
            continue
        suffix, use = ending[first]
        if name == "plate_map_of_merged_cells":
            suffix = "xlsx"
        found.append((name + "." + suffix, use, make))
    return found


def write(folder, name, make):
    path = Path(folder) / name
    content = make()
    if content is None:  # larger than any file that is read
        with open(path, "wb") as file:
            file.truncate(200 * MEGABYTE)
    else:
        path.write_bytes(content)
    return path


if __name__ == "__main__":
    wanted = sys.argv[2:]
    for each, _, maker in files():
        if not wanted or any(part in each for part in wanted):
            print(write(sys.argv[1], each, maker).stat().st_size, each)
