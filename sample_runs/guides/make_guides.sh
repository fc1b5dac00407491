#!/usr/bin/env bash
# Makes the guides of this folder again, and their pictures: a sample run is called, reviewed in the page, signed and
# released as laboratories would; what a guide shows of terminal and page comes from there. Look at each page printed.
# usage: sample_runs/guides/make_guides.sh CROSSBREAK [FOLDER]    (build/bin/crossbreak; FOLDER: this one)
# Needs node 18 or later, npm, chromium and a Chinese font (fonts-noto-cjk).
set -euo pipefail
program=$(realpath "${1:?usage: make_guides.sh CROSSBREAK [FOLDER]}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(realpath "${2:-$here}")

export CROSSBREAK_CHROMIUM=${CROSSBREAK_CHROMIUM:-/usr/bin/chromium}
. "$here/../../cli/required_tools.sh"
require node npm fc-list "$CROSSBREAK_CHROMIUM"
[ -n "$(fc-list :lang=zh)" ] || { echo "make_guides.sh: no font has Chinese: fonts-noto-cjk is not installed" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The page is driven as the tests of the review page drive it.
(cd "$here/../../tests/review_page" && npm ci --no-audit --no-fund --prefer-offline >"$work/npm.log" 2>&1) ||
  { cat "$work/npm.log" >&2; exit 1; }
CROSSBREAK_PROGRAM=$program CROSSBREAK_PAGES=$work node "$here/make_guides.mjs" "$work" "$folder"
