#!/usr/bin/env bash
# Makes the README's pictures again from two sample runs: the review page in light and dark, and the first
# sheet of the workbook.
# usage: sample_runs/pictures/make_pictures.sh CROSSBREAK    (build/bin/crossbreak)
# Needs chromium, LibreOffice Calc, pdftoppm (poppler-utils) and a CJK font (fonts-noto-cjk).
set -euo pipefail
program=$(realpath "${1:?usage: make_pictures.sh CROSSBREAK}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
page_run=contaminated_ntc  # a failed control, a deletion, and sets that the control makes invalid
book_run=deletions         # each deletion, a mixed patient and a late one

. "$here/../../cli/required_tools.sh"
require chromium soffice pdftoppm

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The run with the failed control is invalid: exit code 4, and its page is written all the same.
status=0
"$program" call "$here/../$page_run/$page_run.eds" --formats html,json -o "$work" >"$work/call.log" 2>&1 || status=$?
[ "$status" -eq 4 ] || { cat "$work/call.log" >&2; echo "make_pictures.sh: expected exit code 4, found $status" >&2; exit 1; }
"$program" call "$here/../$book_run/$book_run.eds" --formats xlsx -o "$work" >"$work/call.log" 2>&1

# Chromium's blink setting preferredColorScheme: 0 is dark, 1 is light.
picture_of_page() {
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
    --user-data-dir="$work/chromium" --blink-settings="preferredColorScheme=$1" --window-size=1440,900 \
    --virtual-time-budget=3000 --screenshot="$2" "file://$work/$page_run.review.html" >"$work/chromium.log" 2>&1
  [ -s "$2" ] || { cat "$work/chromium.log" >&2; exit 1; }
}
picture_of_page 1 "$work/review_page.png"
picture_of_page 0 "$work/review_page_dark.png"

soffice -env:UserInstallation="file://$work/libreoffice" --headless --convert-to pdf --outdir "$work" \
  "$work/$book_run.calls.xlsx" >"$work/soffice.log" 2>&1
pdftoppm -r 110 -f 1 -l 1 -singlefile -png "$work/$book_run.calls.pdf" "$work/workbook"

for picture in review_page review_page_dark workbook; do
  size=$(stat -c %s "$work/$picture.png")
  [ "$size" -lt 256000 ] || { echo "make_pictures.sh: $picture.png has $size bytes, at most 256000" >&2; exit 1; }
  mv "$work/$picture.png" "$here/$picture.png"
done
