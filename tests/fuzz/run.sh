#!/usr/bin/env bash
# Builds the harnesses with clang++, AddressSanitizer and UBSan in build/fuzz, and fuzzes each for MINUTES of the
# processor's time, one after the other. What is found stands in build/fuzz/findings/HARNESS/; mend it, and keep the
# smallest input in tests/fuzz/regressions/HARNESS/. The corpus grows from run to run in build/fuzz/corpus.
# Usage: run.sh MINUTES [HARNESS...]; names: build/fuzz/tests/fuzz/crossbreak_fuzz_replay --names
# CROSSBREAK_FUZZ_JOBS: how many compilers at once (as many as there are processors).
set -euo pipefail
cd "$(dirname "$0")/../.."
. cli/required_tools.sh
require cmake ninja clang++
compgen -G "$(clang++ -print-runtime-dir)/libclang_rt.fuzzer-*.a" >/dev/null ||
  { echo "run.sh: libFuzzer is not installed; on Debian 12: apt-get install libclang-rt-14-dev" >&2; exit 1; }
[[ ${1:-} =~ ^[0-9]+([.][0-9]+)?$ ]] || { echo "run.sh: expected MINUTES [HARNESS...], found '${1:-}'" >&2; exit 2; }
seconds=$(awk -v minutes="$1" 'BEGIN { printf "%.0f", 60 * minutes }')
shift

build=build/fuzz
cmake -G Ninja -S . -B $build -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_COMPILER=clang++ -DCROSSBREAK_FUZZ=ON >/dev/null
cmake --build $build --parallel "${CROSSBREAK_FUZZ_JOBS:-$(nproc)}" --target crossbreak_fuzz crossbreak_fuzz_replay
fuzzer=$build/tests/fuzz/crossbreak_fuzz
replay=$build/tests/fuzz/crossbreak_fuzz_replay
export LSAN_OPTIONS="suppressions=$PWD/tests/libxlsxwriter.supp:print_suppressions=0"
$replay --seeds $build/seeds
mapfile -t known < <($replay --names)
if [ $# -eq 0 ]; then
  set -- "${known[@]}"
fi
for harness in "$@"; do
  printf '%s\n' "${known[@]}" | grep -qxF -- "$harness" || { echo "run.sh: no harness '$harness'" >&2; exit 2; }
done

# The number before or behind a word of libFuzzer's last line: "#9000 DONE cov: 120 ft: 300 corp: 40/9Kb exec/s: 1500".
last() { grep -oE "$1" "$2" | tail -n 1 | grep -oE '[0-9]+' | head -n 1 || true; }

printf '%-44s %12s %9s %9s %9s %8s\n' harness executions a-second edges corpus findings
found=0
for harness in "$@"; do
  corpus=$build/corpus/$harness
  findings=$build/findings/$harness
  mkdir -p "$corpus" "$findings"
  $replay --dictionary "$harness" >"$findings.dict"
  dictionary=()
  [ ! -s "$findings.dict" ] || dictionary=(-dict="$findings.dict")  # libFuzzer takes no empty one
  folders=("$corpus" "$build/seeds/$harness")
  [ ! -d "tests/fuzz/regressions/$harness" ] || folders+=("tests/fuzz/regressions/$harness")
  # An allocation of more than what a whole input may take, and seconds for one input, are findings too.
  status=0
  "$fuzzer" --harness="$harness" --processor-seconds="$seconds" -timeout=20 -malloc_limit_mb=512 -rss_limit_mb=3000 \
    "${dictionary[@]}" -artifact_prefix="$findings/" -print_final_stats=1 "${folders[@]}" >"$findings.log" 2>&1 ||
    status=$?
  [ $status -eq 0 ] || found=$((found + 1))
  executions=$(last 'number_of_executed_units: +[0-9]+' "$findings.log")
  printf '%-44s %12s %9s %9s %9s %8s\n' "$harness" "${executions:-?}" \
    "$(last 'average_exec_per_sec: +[0-9]+' "$findings.log")" "$(last 'cov: [0-9]+' "$findings.log")" \
    "$(find "$corpus" -type f | wc -l)" "$([ $status -eq 0 ] && echo 0 || echo "1, see $findings.log")"
done
[ $found -eq 0 ]
