#!/usr/bin/env bash
# usage: tests/calling/coverage.sh [BUILD_FOLDER]     (build/test)
# Compiles src/calling with counters, runs the tests of calling on it and prints which lines and branches ran.
# Fails where any line did not run, or more than one branch in a thousand. Branches are the conditions of the code: what
# the compiler adds to clean up behind an exception is left out by the two --exclude options, and nothing is by hand. All
# conditions run; GCC 12 counts one branch more, in make_reason() of make_reason.hpp, which has none.
set -euo pipefail
cd "$(dirname "$0")/../.."
. cli/required_tools.sh
require cmake ninja gcovr

build=${1:-build/test}
[ -f "$build/build.ninja" ] || cmake -G Ninja -S . -B "$build" -DCMAKE_BUILD_TYPE=Debug > /dev/null
cmake --build "$build" --target crossbreak_calling_coverage
counts="$build/tests/calling/CMakeFiles/crossbreak_counted_calling.dir"
find "$counts" -name '*.gcda' -delete
"$build/tests/calling/crossbreak_calling_coverage"
gcovr --root . --filter src/calling/ --object-directory "$build" \
  --exclude-throw-branches --exclude-unreachable-branches --branches --print-summary \
  --fail-under-line 100 --fail-under-branch 99.9 "$counts"
