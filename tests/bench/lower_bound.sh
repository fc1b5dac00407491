#!/bin/bash
# `crossbreak call` beside what nobody can avoid of it, in turns.
#
#   tests/bench/lower_bound.sh BUILD [RUN.eds] [TURNS]    BUILD: a Release build; RUN default: the sample run of deletions
#
# Prints both medians in ms, the median of the ratios pair by pair, and the peak memory of `call`. Outputs go into memory
# (/dev/shm), so that no disk is measured. The workbook of both must be the same byte by byte.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$1
run=${2:-$root/sample_runs/deletions/deletions.eds}
turns=${3:-20}
folder=$(mktemp -d /dev/shm/lower_bound.XXXXXX)
trap 'rm -rf "$folder"' EXIT

bench=$build/tests/bench/crossbreak_bench_lower_bound
CROSSBREAK_DATA=$root "${bench}_record" "$run" "$folder/recorded" > "$folder/said" 2>&1
"$bench" "$run" "$folder/recorded" "$folder/least" > "$folder/said"
for output in "$folder"/recorded/*.*; do
  cmp "$output" "$folder/least/$(basename "$output")"
done

/usr/bin/python3 - "$turns" "$folder" "$build/bin/crossbreak call $run -o $folder/out" \
  "$bench $run $folder/recorded $folder/out" <<'PYTHON'
import os, shutil, statistics, sys, time

turns, folder, commands = int(sys.argv[1]), sys.argv[2], [text.split() for text in sys.argv[3:]]


def took(command):
    silent = [(os.POSIX_SPAWN_OPEN, 1, f"{folder}/said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
              (os.POSIX_SPAWN_DUP2, 1, 2)]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, usage = os.wait4(process, 0)
    taken = 1000 * (time.perf_counter() - start)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    return taken, 1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024


def took_anew(command):  # a record that is there would be read first, to see whether it was reviewed
    shutil.rmtree(f"{folder}/out", ignore_errors=True)
    return took(command)


for command in commands:
    took_anew(command)
pairs = [[took_anew(command) for command in commands] for _ in range(turns)]
for name, index in (("from start to end", 0), ("processor", 1)):
    call, least = ([pair[i][index] for pair in pairs] for i in (0, 1))
    ratio = statistics.median(a / b for a, b in zip(call, least))
    print(f"{name}: call {statistics.median(call):.1f} ms (least {min(call):.1f}), what nobody can avoid "
          f"{statistics.median(least):.1f} ms (least {min(least):.1f}), ratio {ratio:.2f}, of the least "
          f"{min(call) / min(least):.2f}")
print(f"peak memory of call: {max(pair[0][2] for pair in pairs):.1f} MiB")
PYTHON
