#!/usr/bin/env bash
# `cmake --install` gives a program that finds its panels and profiles under its prefix, and a library that
# a small consumer finds with find_package. Usage: install_test.sh SOURCE_DIR BUILD_DIR SANITIZERS
set -euo pipefail
source_dir=$1 build_dir=$2 sanitizers=$3
. "$source_dir/cli/required_tools.sh"
require cmake ninja
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build_dir" --prefix "$work/prefix" >/dev/null
# Moved after the install: nothing may remember where it was built or installed first.
mv "$work/prefix" "$work/moved"
(cd "$work" && env -u CROSSBREAK_DATA "$work/moved/bin/crossbreak" panel show >"$work/panel.txt")
grep -q 'D4-7' "$work/panel.txt"
run=$(find "$source_dir/sample_runs" -name '*.eds' | sort | head -n 1)
env -u CROSSBREAK_DATA "$work/moved/bin/crossbreak" call "$run" -o "$work/out" >/dev/null 2>&1 || [ $? -eq 4 ]
ls "$work"/out/*.calls.json >/dev/null
for schema in record/calls record/review record/audit reports/cohort; do
  cmp "$work/moved/share/crossbreak/${schema#*/}.schema.json" "$source_dir/src/$schema.schema.json"
done

version=$("$work/moved/bin/crossbreak" --version)
flags=${sanitizers:+-fsanitize=$sanitizers}
cmake -G Ninja -S "$source_dir/tests/install/consumer" -B "$work/consumer" -DCMAKE_PREFIX_PATH="$work/moved" \
  -DCMAKE_CXX_FLAGS="$flags" -DCROSSBREAK_VERSION="${version#crossbreak }" >/dev/null
cmake --build "$work/consumer" >/dev/null
"$work/consumer/consumer" "$work/moved/share/crossbreak" "$source_dir/sample_runs/deletions/deletions.eds" \
  >"$work/printed.txt"
for line in '24-0101: deletion (D4-7)' '24-0105: mixed (D4-7, D2-8)' '24-0107: not detected'; do
  grep -qxF "$line" "$work/printed.txt" || { echo "expected the line '$line', found:"; cat "$work/printed.txt"; exit 1; }
done
echo "installed program and library work"
