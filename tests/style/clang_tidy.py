"""clang-tidy, by .clang-tidy, has nothing to say of any source or header of the library, the program and the tests.

Usage: clang_tidy.py SOURCE_DIR WORK_DIR [FOLDER...]; a FOLDER as src, cli/ or src/calling, all three of the first kind
without one. WORK_DIR keeps a log of each group.

Most of its time goes into the headers that sources include, so many sources are read together, as one text that
includes them: a tenth of the time. Sources that give one name to two things stay apart; what does not compile together
all the same is read again in other groups. Half of the processors, and at a low priority.
"""

import concurrent.futures
import hashlib
import os
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import clang_test  # noqa: E402

MOST = 20  # sources of a group: arbitrary, memory grows with it, to about 1 GB
FINDING = re.compile(r"^(/[^:\n]+):(\d+):\d+: (warning|error): ", re.M)
# What a source of this manner defines for itself: a function, a type, a constant, at the begin of a line.
NAME = re.compile(r"^(?=[a-zA-Z])(?:template <[^>]*>\s)?(?:[\w:<>,&*\[\] ]+[ &*>])?(\w+)(?:\(| = |\{| \{|\[|;| : )", re.M)


def own_names(text):
    unnamed = re.findall(r"^namespace \{$(.*?)^\}  // namespace$", text, re.M | re.S)
    return {name for part in unnamed for name in NAME.findall(part)}


class Group:
    """Sources that may be one text: none defines what another one defines, nor what it takes from a header."""

    def __init__(self):
        self.files, self.names, self.hiding, self.words = [], set(), set(), set()

    def takes(self, names, hiding, words):
        return len(self.files) < MOST and not (names & self.names or hiding & self.words or words & self.hiding)

    def add(self, file, names, hiding, words):
        self.files.append(file)
        self.names |= names
        self.hiding |= hiding
        self.words |= words


def headers_of(file):
    """The include lines of a source, those of its own folder by their whole names; lists (.inc) stay where they are."""
    for line in re.findall(r'^#include [<"].+(?<!\.inc)[>"]', pathlib.Path(file).read_text(encoding="utf-8"), re.M):
        beside = pathlib.Path(file).parent / line.split()[1].strip('<>"')
        yield '#include "%s"' % beside if '"' in line and beside.exists() else line


def grouped(files, root):
    """Each file in the first group that takes it."""
    of_headers = {name for folder in ("src", "cli", "tests") for header in (root / folder).rglob("*.hpp")
                  for name in NAME.findall(header.read_text(encoding="utf-8"))}
    groups = []
    for file in files:
        text = pathlib.Path(file).read_text(encoding="utf-8")
        names = own_names(text)
        told = names, names & of_headers, set(re.findall(r"\w+", text))
        group = next((group for group in groups if group.takes(*told)), None)
        if group is None:
            groups.append(group := Group())
        group.add(file, *told)
    return [group.files for group in groups]


def joined(group, work):
    """A text that includes all sources of a group, headers first, so that no source comes before one."""
    headers = dict.fromkeys(line for file in group for line in headers_of(file))
    text = "".join(line + "\n" for line in [*headers, *('#include "%s"' % file for file in group)])
    path = work / (hashlib.sha256(text.encode()).hexdigest()[:12] + ".cpp")
    path.write_text(text, encoding="utf-8")
    return path


def compiled(group, flags, work):
    """Those of a group that compile together, and those that do not. One alone is taken as it is."""
    apart = []
    while len(group) > 1:
        told = clang_test.run(["clang++", *flags, "-fsyntax-only", joined(group, work)])
        if told.returncode == 0:
            break
        strangers = [file for file in group if re.search("^%s:.* error: " % re.escape(file), told.stderr, re.M)]
        strangers = strangers if 0 < len(strangers) < len(group) else group[len(group) // 2:]
        apart += strangers
        group = [file for file in group if file not in strangers]
    return group, apart


def read(group, flags, root, work):
    """What is said of the project's own files, and which of them are to be read in another group."""
    flags = ["-std=c++20", "-ferror-limit=0", *flags, "-w"]
    group, apart = compiled(group, flags, work)
    text = joined(group, work)
    # The one text that includes sources is ours.
    told = clang_test.run(["nice", "-n", "10", "clang-tidy", "--quiet", "--config-file=%s" % (root / ".clang-tidy"),
                           "--checks=-bugprone-suspicious-include",
                           r"--header-filter=^%s/(src|cli|tests)/.*\.[ch]pp$" % re.escape(str(root)), text, "--", *flags])
    text.with_suffix(".log").write_text(told.stdout + told.stderr, encoding="utf-8")
    begins = [match.start() for match in FINDING.finditer(told.stdout)] + [len(told.stdout)]
    said = [told.stdout[begin:end] for begin, end in zip(begins, begins[1:])]
    if told.returncode and not said:
        said = [told.stdout + told.stderr]
    return said, apart


def main(root, work, folders):
    began = time.monotonic()
    build = work / "build"
    clang_test.configure(root, build)
    sources = clang_test.sources_of(build)
    flags = [word for word in clang_test.words_of(clang_test.flags_of_all(sources)) if not word.startswith("-W")]
    wanted = [str((root / folder).resolve()) + "/" for folder in folders or ["src", "cli", "tests"]]
    chosen = sorted(file for file in sources if file.startswith(tuple(wanted)))
    assert chosen, f"no source in {folders}"

    waiting = grouped(chosen, root)
    said = []
    with concurrent.futures.ThreadPoolExecutor(max(1, os.cpu_count() // 2)) as pool:
        while waiting:
            print(f"{sum(map(len, waiting))} sources in {len(waiting)} groups, {time.monotonic() - began:.0f} s", flush=True)
            next_ones = []
            for group, (found, apart) in zip(waiting, pool.map(lambda group: read(group, flags, root, work), waiting)):
                new = [text for text in found if text not in said]
                print("".join(new), end="", flush=True)
                said += new
                next_ones += apart
            waiting = grouped(next_ones, root)
    print(f"clang-tidy read {len(chosen)} sources in {time.monotonic() - began:.0f} s; {len(said)} findings")
    return 1 if said else 0


if __name__ == "__main__":
    root, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    work.mkdir(parents=True, exist_ok=True)
    sys.exit(main(root, work, sys.argv[3:]))
