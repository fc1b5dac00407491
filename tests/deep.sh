#!/usr/bin/env bash
# What takes too long for each run of the tests: every moment, file and text that tests/run.sh tries some of, valgrind,
# ThreadSanitizer, static analysis, other compilers and an hour of each fuzzer. A line a part, and what each said in
# build/deep/logs; fails where any part did.
#
# Usage: deep.sh [PART...]; parts: faults injections valgrind tsan cppcheck clang-tidy compilers fuzz (all without one)
# CROSSBREAK_DEEP_BUILD: a folder whose program is tried instead of one that is built in build/deep.
# CROSSBREAK_DEEP_MINUTES: how long each fuzzer runs (60).
set -euo pipefail
cd "$(dirname "$0")/.."
. cli/required_tools.sh
require cmake ninja g++
all=(faults injections valgrind tsan cppcheck clang-tidy compilers fuzz)
[ $# -gt 0 ] || set -- "${all[@]}"
for part in "$@"; do
  [[ " ${all[*]} " == *" $part "* ]] || { echo "deep.sh: expected ${all[*]}, found '$part'" >&2; exit 2; }
done

logs=build/deep/logs
mkdir -p $logs
export CROSSBREAK_DATA=$PWD
python=/usr/bin/python3
build=$(realpath -m "${CROSSBREAK_DEEP_BUILD:-build/deep}")  # some tests start the program elsewhere
program=$build/bin/crossbreak

# built FOLDER OPTION...: the program, where nobody has built it there.
built() {
  local folder=$1
  shift
  [ -f "$folder/build.ninja" ] || cmake -G Ninja -S . -B "$folder" "$@"
  cmake --build "$folder" --target crossbreak_cli
}

of_program() {
  built "$build" -DCMAKE_BUILD_TYPE=Release
  cmake --build "$build" --target crossbreak_fault
}

# A plate small enough for programs that run fifty times slower; PLATE.toml of the sample runs without most patients.
small_plate() {
  sed '/^name = "24-0104"/,/^name = "NTC"/{/^name = "NTC"/!d}' sample_runs/deletions/PLATE.toml >"$1/small.toml"
  "$program" simulate "$1/small.toml" --seed 1 -o "$1/plate.eds"
}

# Each moment of a call, and at any time: 200 that are killed.
faults() {
  of_program
  $python tests/faults/calling_test.py "$program" "$build"/tests/cli/libcrossbreak_fault.so 1 200
  $python tests/faults/mangled_test.py "$program" 1
  $python tests/faults/limits_test.py "$program" ../shared/data/cases/faults/xls_same_sheet_x1000.xls 1 --address-space
  $python tests/faults/terminal_test.py "$program"
}

injections() {
  of_program
  $python tests/faults/injections_test.py "$program" 1
}

# Any error and any block that nothing points to any more is a failure.
under_valgrind() {
  valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
    --suppressions=tests/valgrind.supp "$program" "$@"
}

valgrind_() {
  require valgrind
  of_program
  local folder
  folder=$(mktemp -d)
  small_plate "$folder"
  local run=$folder/plate.eds record=$folder/out/plate.calls.json review=$folder/review.json
  under_valgrind call "$run" -o "$folder/out" --formats xlsx,html,json,csv
  under_valgrind call "$run" -o "$folder/zh" --formats xlsx,html,json,csv --lang zh
  under_valgrind inspect "$run" --plate-map-template "$folder/map.xlsx"
  under_valgrind explain "$run" --sample 24-0101
  under_valgrind convert "$run" -o "$folder/plate.csv"
  under_valgrind convert "$run" -o "$folder/plate.rdml"
  under_valgrind curves "$folder/plate.rdml"
  under_valgrind review decide "$record" --by "A. Reviewer" --accept all -o "$review"
  under_valgrind review apply "$record" "$review" -o "$folder/reviewed"
  under_valgrind summary "$record" --xlsx "$folder/summary.xlsx"
  head -c 30000 "$run" >"$folder/cut.eds"
  local status=0
  under_valgrind call "$folder/cut.eds" || status=$?
  [ $status -eq 3 ] || { echo "a file that was cut: expected exit 3, found $status"; return 1; }
  rm -r "$folder"
}

# TBB as ThreadSanitizer must see it: with Debian's libtbb each thing that one task hands to another one looks like a
# race, some 150 in a batch, and to leave out what TBB calls would leave out all. Debian's source, of the same version.
instrumented_tbb() {
  local folder=$PWD/build/deep/tbb version
  [ ! -f "$folder/libtbb.so.12" ] || return 0
  require apt-get dpkg-query
  mkdir -p "$folder/lists/partial" "$folder/objects"
  version=$(dpkg-query -W -f '${source:Version}' libtbb12)
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main" \
    >"$folder/sources.list"
  local apt=(apt-get -qq -o Dir::Etc::sourcelist="$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::State::lists="$folder/lists")
  "${apt[@]}" update
  (cd "$folder" && "${apt[@]}" source --download-only onetbb="$version")
  tar -xf "$folder"/onetbb_*.orig.tar.xz -C "$folder" --strip-components=1
  find "$folder/src/tbb" -maxdepth 1 -name '*.cpp' -printf '%f\n' | xargs -P "$(nproc)" -I FILE g++ -std=c++17 -O1 -g1 \
    -fsanitize=thread -fPIC -D__TBB_BUILD -mrtm -mwaitpkg -w -I "$folder/include" -I "$folder/src" \
    -c "$folder/src/tbb/FILE" -o "$folder/objects/FILE.o"
  g++ -fsanitize=thread -shared -o "$folder/libtbb.so.12" "$folder"/objects/*.o -pthread -ldl -Wl,-soname,libtbb.so.12 \
    -Wl,--version-script="$folder/src/tbb/def/lin64-tbb.def"
}

tsan() {
  instrumented_tbb
  built build/tsan -DCMAKE_BUILD_TYPE=None -DCROSSBREAK_SANITIZE=thread -DBUILD_TESTING=OFF
  local folder seed
  folder=$(mktemp -d)
  export LD_LIBRARY_PATH=$PWD/build/deep/tbb
  export TSAN_OPTIONS="suppressions=$PWD/tests/tsan.supp exitcode=99"
  mkdir "$folder/in"
  for seed in 1 2 3 4 5 6 7 8 9 10; do
    build/tsan/bin/crossbreak simulate sample_runs/deletions/PLATE.toml --seed $seed -o "$folder/in/plate_$seed.eds"
  done
  build/tsan/bin/crossbreak call "$folder/in" -o "$folder/out" --jobs 2
  build/tsan/bin/crossbreak call "$folder/in/plate_1.eds" "$folder/in/plate_2.eds" -o "$folder/several"
  build/tsan/bin/crossbreak cohort sample_runs/cohort/plates --clinical sample_runs/cohort/clinical.csv
  $python tests/cli/batch_test.py build/tsan/bin/crossbreak sample_runs
  rm -r "$folder"
}

cppcheck_() {
  require cppcheck
  mkdir -p build/deep/cppcheck
  # cppcheck 2.10 cannot read a lambda that is asserted, nor one without () that makes a constant by a loop.
  cppcheck --quiet --std=c++20 --enable=warning,performance,portability --error-exitcode=1 --cppcheck-build-dir=build/deep/cppcheck \
    --suppressions-list=tests/style/cppcheck.supp -j "$(nproc)" -I src -I cli '-Dstatic_assert(...)=' src cli
}

clang_tidy() {
  require clang-tidy clang++
  $python tests/style/clang_tidy.py . build/deep/clang-tidy
}

compilers() {
  tests/ieee/compilers.sh build/deep/compilers
}

fuzz() {
  tests/fuzz/run.sh "${CROSSBREAK_DEEP_MINUTES:-60}"
}

declare -A function_of=([valgrind]=valgrind_ [cppcheck]=cppcheck_ [clang-tidy]=clang_tidy)
failed=0
for part in "$@"; do
  begin=$SECONDS
  # A process of its own, and no || behind it: -e does not hold where a function's end is asked for.
  set +e
  (set -e; "${function_of[$part]:-$part}") >"$logs/$part.log" 2>&1
  status=$?
  set -e
  if [ $status -eq 0 ]; then
    printf '%-12s clean   %5d s  %s\n' "$part" $((SECONDS - begin)) "$(tail -n 1 "$logs/$part.log" | cut -c1-100)"
  else
    printf '%-12s FAILED  %5d s  see %s\n' "$part" $((SECONDS - begin)) "$logs/$part.log"
    failed=$((failed + 1))
  fi
done
echo "$# parts, $failed failed"
[ $failed -eq 0 ]
