#!/usr/bin/env python3
"""No character that drives a terminal reaches one from a file: from its name, from a name in it, from a panel's texts.

terminal_test.py PROGRAM: every command reads files full of them with a terminal as its output; what prints a table as
it stands, also with one that says nothing of itself.
"""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "sample_runs" / "deletions" / "deletions.eds"
PANEL = ROOT / "primers" / "ikzf1_deletions.toml"
# Sets a title, rings, goes back, begins a sequence in one character, turns the direction of writing.
HOSTILE = "\x1b]0;t\x07\x08\u009b31m\u202e"
HOSTILE_IN_TOML = "\\u001b]0;t\\u0007\\b\\u009b31m\\u202e"
DRIVES = re.compile("\x1b\\]|\x07|\x08|[\u0080-\u009f\u202a-\u202e]|\x1b\\[(?!K|[0-9;]*m)")


def shown(program, arguments, folder, term="xterm"):
    """All that a terminal receives; the program's exit. Without `term` TERM is unset."""
    terminal, end = pty.openpty()
    environment = {name: text for name, text in os.environ.items() if name != "TERM"}
    child = subprocess.Popen([program, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=end, stderr=end,
                             env={**environment, **({"TERM": term} if term else {})})
    os.close(end)
    received = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # its other end was closed
            break
        if not part:
            break
        received += part
    os.close(terminal)
    return received.decode(errors="replace"), child.wait()


def asked_and_left(program, arguments, folder):
    """What a question on the terminal shows until Ctrl-C answers it, and whether typing is shown again behind it."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        os.execve(program, [program, *arguments], {**os.environ, "TERM": "xterm"})
    received = b""
    try:
        while b": " not in received:
            received += os.read(terminal, 65536)
        os.write(terminal, b"\x03")
        while part := os.read(terminal, 65536):
            received += part
    except OSError:  # its other end was closed
        pass
    shows = bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
    status = os.waitpid(child, 0)[1]
    os.close(terminal)
    return received.decode(errors="replace"), shows and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGINT


def hostile_run(folder):
    """The sample run with such names of samples, as its file and beside it under such a name."""
    path = folder / ("plate" + HOSTILE + ".eds")
    with zipfile.ZipFile(RUN) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for member in source.infolist():
            content = source.read(member)
            if member.filename.endswith(("plate_setup.xml", "analysis_result.txt")):
                text = content.decode()
                for name in sorted(set(re.findall(r"<Sample>\s*<Name>([^<]+)</Name>", source.read(
                        "apldbio/sds/plate_setup.xml").decode())), key=len, reverse=True)[:3]:
                    text = text.replace(">%s<" % name, ">%s<" % (name + HOSTILE)).replace(
                        "\t%s\t" % name, "\t%s\t" % (name + HOSTILE))
                content = text.encode()
            made.writestr(member.filename, content)
    return path


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        run = hostile_run(folder)
        panel = folder / ("panel" + HOSTILE + ".toml")
        panel.write_text(re.sub(r'^(source|version) = "', r'\1 = "%s' % HOSTILE_IN_TOML.replace("\\", "\\\\"),
                                PANEL.read_text(), flags=re.M))
        bad_gene = folder / "gene.toml"
        bad_gene.write_text(PANEL.read_text().replace('gene = "', 'gene = "%s' % HOSTILE_IN_TOML, 1))
        out = folder / ("out" + HOSTILE)
        record = out / (run.stem + ".calls.json")
        named = folder / "named.calls.json"
        not_there = "no" + HOSTILE
        commands = [
            ["inspect", run.name],
            ["call", "-o", out.name, run.name],
            ["call", "-o", out.name, "--panel", panel.name, run.name],
            ["call", "-o", out.name, "--panel", bad_gene.name, run.name],
            ["call", not_there], ["curves", not_there], [not_there], ["call", "--" + not_there],
            ["curves", run.name], ["curves", "--csv", "-", run.name], ["curves", "--json", run.name],
            ["convert", "-o", "tidy.csv", run.name], ["convert", "-o", "plate" + HOSTILE + ".asm.json", run.name],
            ["curves", "tidy.csv"],
            ["panel", "show", panel.name], ["panel", "check", panel.name], ["panel", "show", bad_gene.name],
            ["explain", str(record), not_there],
            ["report", "-o", out.name, str(record)], ["report", str(named)],
            ["summary", str(record), str(record)], ["summary", "--csv", "-", str(record)],
            ["review", "status", str(record)],
            ["settings", run.name],
            ["call", "-o", "batch" + HOSTILE, str(folder)],
        ]
        faults = []
        tried = 0
        for arguments in commands:
            if arguments[-1] == str(named) and record.exists():
                content = json.loads(record.read_text())
                content["panel"]["sets"][0]["name"] = HOSTILE
                named.write_text(json.dumps(content))
            text, code = shown(program, arguments, folder)
            tried += 1
            print("%d %d characters: %s" % (code, len(text), " ".join(arguments).encode("ascii", "replace").decode()))
            if drives := DRIVES.search(text):
                faults.append("%r: %r" % (arguments, text[max(0, drives.start() - 60):drives.end() + 20]))
        for arguments in (["curves", "--csv", "-", run.name], ["summary", "--csv", "-", str(record)]):
            for term in (None, "dumb", "xterm"):  # a terminal that says nothing of itself obeys all the same
                text, code = shown(program, arguments, folder, term)
                tried += 1
                if code or text.count("\n") < 2 or "\x1b" in text or DRIVES.search(text):
                    faults.append("TERM %s, %r: exit %d, %r" % (term, arguments, code, text[:200]))
        text, left = asked_and_left(program, ["review", "keygen", "-o", "key" + HOSTILE + ".key"], folder)
        tried += 1
        if DRIVES.search(text) or "Passphrase" not in text:
            faults.append("a question for a passphrase: %r" % text)
        if not left:
            faults.append("a question that Ctrl-C answered: the program did not end by it, or typing stays unseen")
        if not record.exists():
            faults.append("expected a record of the run, found none")
        shutil.rmtree(out, ignore_errors=True)
    for fault in faults:
        print("FAILED %s" % fault)
    print("%d commands, %d faults" % (tried, len(faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
