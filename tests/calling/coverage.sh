#!/usr/bin/env bash
# usage: tests/calling/coverage.sh [BUILD_FOLDER]     (build/coverage)
# Builds the tests of calling with counters, runs them and prints which lines and branches of src/calling ran.
# Fails where a line did not run, or fewer branches than BRANCHES per cent did.
set -euo pipefail
cd "$(dirname "$0")/../.."

# gcovr counts a branch wherever a thrown exception would have to destroy half-made objects. It leaves out those
# of calls (--exclude-throw-branches), not those that walk over what was made already. What stays uncovered, none
# of it a condition of ours:
#   - clean-up of braced arguments, make_reason(..., {{"set", name}, {"wells", wells}}), ControlPlace{...} or
#     Words{...}: call, contamination, controls, rules, sensitivity, sets, words
#   - clean-up of strings made and compared in one expression: callable, issues, rules
#   - the value outside its enum of a switch that names every value: rules (Amplified, WellState), wells (OtherCt)
#   - the assert that every reason is in the catalogue: words
BRANCHES=96

build=${1:-build/coverage}
cmake -G Ninja -S . -B "$build" -DCMAKE_BUILD_TYPE=Debug -DCROSSBREAK_COVERAGE=ON > /dev/null
cmake --build "$build" --target crossbreak_calling_tests
find "$build" -name '*.gcda' -delete
"$build/tests/calling/crossbreak_calling_tests"
gcovr --root . --filter src/calling/ --object-directory "$build" \
  --exclude-throw-branches --exclude-unreachable-branches --branches --print-summary \
  --fail-under-line 100 --fail-under-branch "$BRANCHES" \
  "$build/CMakeFiles/crossbreak.dir/src/calling" "$build/tests/calling"
