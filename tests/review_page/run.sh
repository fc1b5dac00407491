#!/usr/bin/env bash
# Runs the review page in Debian's Chromium and Firefox: the tests of this folder, or one of its measurements.
# usage: run.sh SAMPLE_PAGES_PROGRAM PROGRAM [first_drawing.bench.js]
# Needs node 18 or later, npm, chromium, firefox-esr and poppler-utils: without one of them the test fails.
set -euo pipefail
sample_pages=$(realpath "${1:?usage: run.sh SAMPLE_PAGES_PROGRAM PROGRAM}")
CROSSBREAK_PROGRAM=$(realpath "${2:?usage: run.sh SAMPLE_PAGES_PROGRAM PROGRAM}")
export CROSSBREAK_PROGRAM
cd "$(dirname "${BASH_SOURCE[0]}")"

export CROSSBREAK_DATA=${CROSSBREAK_DATA:-$(realpath ../..)}
export CROSSBREAK_CHROMIUM=${CROSSBREAK_CHROMIUM:-/usr/bin/chromium}
export CROSSBREAK_FIREFOX=${CROSSBREAK_FIREFOX:-/usr/bin/firefox-esr}
. ../../cli/required_tools.sh
require node npm pdftotext "$CROSSBREAK_CHROMIUM" "$CROSSBREAK_FIREFOX"

CROSSBREAK_PAGES=$(mktemp -d)
export CROSSBREAK_PAGES
trap 'rm -rf "$CROSSBREAK_PAGES"' EXIT
"$sample_pages" "$CROSSBREAK_PAGES"
npm ci --no-audit --no-fund --prefer-offline
if [ $# -gt 2 ]; then
  node "./$3"
else
  # Two files at a time: each has a browser of its own, which mostly waits. Times are measured alone.
  mapfile -t others < <(printf '%s\n' ./*.test.js | grep -vx ./first_drawing.test.js)
  node --test --test-concurrency=2 "${others[@]}"
  node --test ./first_drawing.test.js
fi
