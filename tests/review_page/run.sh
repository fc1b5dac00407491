#!/usr/bin/env bash
# Runs the review page in Debian's Chromium: the tests of this folder, or one of its measurements.
# usage: run.sh SAMPLE_PAGES_PROGRAM [first_drawing.bench.js]    (build/tests/reports/crossbreak_sample_pages)
# Needs node 18 or later, npm, chromium and poppler-utils: without one of them the test fails.
set -euo pipefail
program=$(realpath "${1:?usage: run.sh SAMPLE_PAGES_PROGRAM}")
cd "$(dirname "${BASH_SOURCE[0]}")"

export CROSSBREAK_CHROMIUM=${CROSSBREAK_CHROMIUM:-/usr/bin/chromium}
. ../../cli/required_tools.sh
require node npm pdftotext "$CROSSBREAK_CHROMIUM"

CROSSBREAK_PAGES=$(mktemp -d)
export CROSSBREAK_PAGES
trap 'rm -rf "$CROSSBREAK_PAGES"' EXIT
"$program" "$CROSSBREAK_PAGES"
npm ci --no-audit --no-fund --prefer-offline
if [ $# -gt 1 ]; then
  node "./$2"
else
  node --test --test-concurrency=1 ./*.test.js
fi
