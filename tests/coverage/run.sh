#!/usr/bin/env bash
# Compiles src and cli with counters, runs the tests on them and prints, folder by folder, how many of their lines and
# branches ran; table.py says how many must. Which did not run stands in BUILD_FOLDER/tests/coverage/lines.txt and
# branches.txt.
# Branches are the conditions of the code: what the compiler adds to clean up behind an exception is left out by the two
# --exclude options, and nothing is by hand.
# usage: tests/coverage/run.sh [BUILD_FOLDER]     (build/test)
set -euo pipefail
cd "$(dirname "$0")/../.."
. cli/required_tools.sh
require cmake ctest ninja gcovr python3

build=${1:-build/test}
[ -f "$build/build.ninja" ] || cmake -G Ninja -S . -B "$build" -DCMAKE_BUILD_TYPE=Debug >/dev/null
counts=$build/tests/coverage
cmake --build "$build" --target crossbreak_counted_tests
find "$counts" -name '*.gcda' -delete
ctest --test-dir "$build" --build-config Counted --tests-regex '^counted_' --no-tests=error --output-on-failure \
  --parallel "$(nproc)" --timeout 900
gcovr --root . --filter src/ --filter cli/ --object-directory "$build" -j "$(nproc)" --exclude-throw-branches \
  --exclude-unreachable-branches --json-summary "$counts/summary.json" --json "$counts/lines.json" "$counts"
gcovr --root . --add-tracefile "$counts/lines.json" --txt "$counts/lines.txt"
gcovr --root . --add-tracefile "$counts/lines.json" --branches --txt "$counts/branches.txt"
tests/coverage/table.py "$counts/summary.json"
