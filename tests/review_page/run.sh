#!/usr/bin/env bash
# Runs the review page in Debian's Chromium and Firefox: the tests of this folder but for that of a time, or the file named.
# usage: run.sh SAMPLE_PAGES_PROGRAM PROGRAM [first_drawing.test.js | first_drawing.bench.js]
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
  case $3 in
    *.test.js) node --test "./$3" ;;
    *) node "./$3" ;;
  esac
else
  # Two files at a time, each with a browser of its own, those that take longest first.
  longest=(./accessibility.test.js ./review_page.test.js ./paper.test.js ./both_browsers.test.js ./status.test.js ./layout.test.js)
  mapfile -t others < <(printf '%s\n' ./*.test.js | grep -vxFf <(printf '%s\n' "${longest[@]}" ./first_drawing.test.js))
  node --test --test-concurrency=2 "${longest[@]}" "${others[@]}"
fi
