#!/usr/bin/env python3
"""The program writes the same bytes on every processor: run as if newer instructions were missing.

glibc chooses its elementary functions by the processor; GLIBC_TUNABLES hides what this one has. Each command is run as
is and under each mask, and every file and line that it writes is compared byte for byte. Further programs, of other
compilers and flags, are compared with the first: tests/ieee/compilers.sh makes them.

Usage: processors_test.py SAMPLE_RUNS_FOLDER PROGRAM [OTHER_PROGRAM...]
"""
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

MASKS = ["-FMA,-FMA4,-AVX2", "-FMA,-FMA4,-AVX2,-AVX512F,-AVX512VL,-AVX,-SSE4_2,-SSE4_1,-SSSE3,-ERMS"]
# The system's own functions, in the last digits: what the mask must change where a processor has FMA.
SYSTEM = ("import hashlib, math; print(hashlib.sha256(repr([f(0.37 + n / 997) for n in range(20000) "
          "for f in (math.exp, math.log, lambda x: math.pow(x, 1.37))]).encode()).hexdigest())")


def environment(mask):
    changed = dict(os.environ)
    changed.pop("GLIBC_TUNABLES", None)
    if mask:
        changed["GLIBC_TUNABLES"] = f"glibc.cpu.hwcaps={mask}"
    return changed


def outputs_of(commands, program, mask):
    """What each command says and writes: name -> SHA-256."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="processors.") as folder:
        for number, command in enumerate(commands):
            result = subprocess.run([program, *command], cwd=folder, env=environment(mask), capture_output=True,
                                    stdin=subprocess.DEVNULL)
            # 4: called, and something is to be looked at.
            if result.returncode not in (0, 4):
                sys.exit(f"{' '.join(command)}: exit code {result.returncode}: {result.stderr.decode()}")
            found[f"{' '.join(command)}: stdout"] = hashlib.sha256(result.stdout).hexdigest()
            found[f"{' '.join(command)}: stderr"] = hashlib.sha256(result.stderr).hexdigest()
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file():
                found[str(path.relative_to(folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def system_says(mask):
    return subprocess.run([sys.executable, "-c", SYSTEM], env=environment(mask), capture_output=True,
                          check=True).stdout


def commands_on(samples):
    runs = sorted(samples.glob("*/*.eds"))
    plates = samples / "cohort" / "plates"
    assert len(runs) >= 4 and len(list(plates.glob("*.eds"))) >= 20, "the sample runs are not there"
    return ([["call", str(run), "-o", f"out_{run.stem}"] for run in runs]
            + [["curves", str(runs[0]), "--csv", "-"],
               ["simulate", str(samples / "deletions" / "PLATE.toml"), "--layout", "eds", "--seed", "7", "-o", "made.eds"],
               ["cohort", str(plates), "--clinical", str(samples / "cohort" / "clinical.csv"),
                "--study", str(samples / "cohort" / "study.toml"), "-o", "study"]])


def main():
    samples, programs = pathlib.Path(sys.argv[1]).resolve(), [str(pathlib.Path(path).resolve()) for path in sys.argv[2:]]
    commands = commands_on(samples)
    plain = outputs_of(commands, programs[0], None)
    assert sum(name.endswith(".calls.json") for name in plain) >= 4, "no records were written"
    failed = False

    def compare(label, others):
        different = sorted(name for name in plain.keys() | others.keys() if plain.get(name) != others.get(name))
        for name in different:
            print(f"{label}: {name} differs")
        print(f"{label}: {len(others)} outputs compared, {len(different)} differ")
        return not different

    has_fma = " fma " in pathlib.Path("/proc/cpuinfo").read_text()
    for mask in MASKS:
        if has_fma and system_says(mask) == system_says(None):
            print(f"{mask}: hides nothing, though this processor has FMA")
            failed = True
        failed |= not compare(mask, outputs_of(commands, programs[0], mask))
    if not has_fma:
        print("this processor has no FMA: nothing was hidden that its elementary functions use")
    for program in programs[1:]:
        failed |= not compare(program, outputs_of(commands, program, None))
    sys.exit(failed)


if __name__ == "__main__":
    main()
