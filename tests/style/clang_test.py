"""clang++ reads every source and header of the library, the program and the tests, and has nothing to say.

Usage: clang_test.py SOURCE_DIR WORK_DIR

It compiles nothing: what g++ builds need only be read once more, with the project's warnings as errors. What many
sources include is read once for all of them, with all that any target defines, which takes a third of the time that
each source's own command takes. A source that has anything to say there is read once more by its own command, since
the names of headers that it does not include may stand in its way. Half of the processors are left to other tests.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

# Enough sources include it that it is worth reading for all: arbitrary, the time is the same from 8 to 20.
OFTEN = 12
# Of the same meaning for a reader, or of none.
NOT_READ = re.compile(r"-c|-g\d?|-O.|-f(PIC|sanitize.*|no-sanitize.*|no-omit.*)|--coverage|-Winvalid-pch|-std=.*|.*_EXPORTS")


def run(command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, **more)


def own_flags(command):
    """What a command asks of the compiler, without its outputs and precompiled headers."""
    flags = []
    words = iter(shlex.split(command["command"])[1:])
    for word in words:
        if word in ("-Xclang", "-o"):
            next(words)
        elif word == "-isystem":
            flags.append((word, next(words)))
        elif word != command["file"] and not NOT_READ.fullmatch(word):
            flags.append((word,))
    return flags


def sources_of(build):
    """Each source once, with the flags of the first target that has it."""
    sources = {}
    for command in json.loads((build / "compile_commands.json").read_text()):
        file = command["file"]
        if "cmake_pch" not in file and "verify_interface_header_sets" not in file:
            sources.setdefault(file, own_flags(command))
    return sources


def flags_of_all(sources):
    flags = dict.fromkeys(flag for own in sources.values() for flag in own)
    values = collections.defaultdict(set)
    for flag in flags:
        if flag[0].startswith("-D"):
            name, _, value = flag[0][2:].partition("=")
            values[name].add(value)
    torn = sorted(name for name, found in values.items() if len(found) > 1)
    assert not torn, f"targets define {torn} in two ways: their sources cannot share a precompiled header"
    return flags


def often_included(root):
    """The include lines that stand in many sources, those of others' headers first."""
    count = collections.Counter()
    for folder in ("src", "cli", "tests"):
        for file in (root / folder).rglob("*.[ch]pp"):
            if "node_modules" not in file.parts:
                count.update(set(re.findall(r'^#include [<"][^>"]+[>"]', file.read_text(encoding="utf-8"), re.M)))
    heavy = re.compile("nlohmann/json.hpp|rapidcheck.h|pugixml|Eigen/Dense|program_options.hpp")
    often = [line for line, times in count.items() if times >= OFTEN or (heavy.search(line) and times > 2)]
    return sorted(often, key=lambda line: ('"' in line, line))


def words_of(flags):
    return [word for flag in flags for word in flag]


def configure(root, build):
    configured = run(["cmake", "-G", "Ninja", "-S", root, "-B", build, "-DCMAKE_CXX_COMPILER=clang++",
                      "-DCMAKE_BUILD_TYPE=None", "-DCROSSBREAK_STRICT=ON", "-DCROSSBREAK_FUZZ=ON",
                      "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"])
    assert configured.returncode == 0, configured.stdout + configured.stderr
    made = run(["ninja", "-C", build, "crossbreak_review_page_sources"])
    assert made.returncode == 0, made.stdout + made.stderr


def main(root, work):
    began = time.monotonic()
    build = work / "build"
    configure(root, build)

    sources = sources_of(build)
    assert len(sources) > 500, f"only {len(sources)} sources found"
    named = {pathlib.Path(file) for file in sources}
    unread = [str(file) for folder in ("src", "cli", "tests") for file in sorted((root / folder).rglob("*.cpp"))
              if file not in named and "node_modules" not in file.parts and "consumer" not in file.parts
              and not ("system_" in file.name)]
    assert not unread, f"no target has {unread}"

    compiler = ["clang++", "-std=c++20", *words_of(flags_of_all(sources))]
    headers = work / "often_included.hpp"
    headers.write_text("\n".join(often_included(root)) + "\n", encoding="utf-8")
    precompiled = work / "often_included.pch"
    # -fpch-instantiate-templates: what those headers need of templates is made once too.
    made = run([*compiler, "-fpch-instantiate-templates", "-x", "c++-header", headers, "-o", precompiled])
    assert made.returncode == 0, made.stderr

    def complaints(file):
        read = run([*compiler, "-include-pch", precompiled, "-fsyntax-only", file])
        if read.returncode == 0 and not read.stderr:
            return ""
        read = run(["clang++", "-std=c++20", *words_of(sources[file]), "-fsyntax-only", file])
        again.append(file)
        return read.stderr if read.returncode == 0 else read.stderr or f"{file}: exit {read.returncode}"

    again = []
    with concurrent.futures.ThreadPoolExecutor(max(1, os.cpu_count() // 2)) as pool:
        found = [text for text in pool.map(complaints, sources) if text]
    print("\n".join(found))
    print(f"clang++ read {len(sources)} sources in {time.monotonic() - began:.0f} s, {len(again)} of them twice; "
          f"{len(found)} with warnings or errors")
    return 1 if found else 0


if __name__ == "__main__":
    root, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    work.mkdir(parents=True, exist_ok=True)
    sys.exit(main(root, work))
