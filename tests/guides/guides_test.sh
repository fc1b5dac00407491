#!/usr/bin/env bash
# What the guides of sample_runs/guides tell works, and they are what the program, its page and the guides' script make
# today: texts are compared, of pictures only sizes. Each is printed on one A4 page, to its last line.
# usage: guides_test.sh SOURCE_DIR PROGRAM
set -euo pipefail
source_dir=$(realpath "$1") program=$2
guides=$source_dir/sample_runs/guides
export CROSSBREAK_CHROMIUM=${CROSSBREAK_CHROMIUM:-/usr/bin/chromium}
. "$source_dir/cli/required_tools.sh"
require pdfinfo pdfimages pdftotext "$CROSSBREAK_CHROMIUM"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "guides: $1"; exit 1; }

mkdir "$work/made"
"$guides/make_guides.sh" "$program" "$work/made"
files_of() { (cd "$1" && find . -name '*.html' -o -name '*.png' | sort); }
diff <(files_of "$guides") <(files_of "$work/made") || fail "the files differ from those that make_guides.sh makes"
for name in {technician,reviewer,approver}.{en,zh}; do
  [ -e "$guides/$name.html" ] || fail "$name.html is not there"
done

pictures=0 bytes=0
for guide in "$guides"/*.html; do
  name=$(basename "$guide" .html)
  diff -u "$guide" "$work/made/$name.html" ||
    fail "$name.html is not what the program says today: sample_runs/guides/make_guides.sh PROGRAM, and look at it printed"

  "$CROSSBREAK_CHROMIUM" --headless --no-sandbox --disable-gpu --user-data-dir="$work/chromium" --no-pdf-header-footer \
    --print-to-pdf="$work/$name.pdf" "file://$guide" >"$work/chromium.log" 2>&1 || { cat "$work/chromium.log"; exit 1; }
  info=$(pdfinfo "$work/$name.pdf")
  grep -Eq '^Pages: +1$' <<<"$info" || fail "$name.html takes more than one page: $(grep Pages <<<"$info")"
  grep -Eq '^Page size: .*\(A4\)$' <<<"$info" || fail "$name.html is not A4: $(grep 'Page size' <<<"$info")"
  pdftotext "$work/$name.pdf" - | grep 'make_guides\.sh' >/dev/null || fail "$name.html lacks its last line on paper"
  # Each picture is there, and sharp enough: 140 dots an inch.
  shown=$(grep -c '<img ' "$guide") || fail "$name.html shows no picture"
  printed=$(pdfimages -list "$work/$name.pdf" | awk '$3 == "image" && $4 >= 450 && $5 >= 400 && $13 >= 140' | wc -l)
  [ "$printed" -eq "$shown" ] || { pdfimages -list "$work/$name.pdf"; fail "$name.html shows $shown pictures, $printed are printed well"; }

  while read -r picture; do
    for folder in "$guides" "$work/made"; do
      size=$(stat -c %s "$folder/$picture")
      [ "$size" -gt 10000 ] && [ "$size" -lt 150000 ] || fail "$folder/$picture has $size bytes, expected 10000 to 150000"
    done
    pictures=$((pictures + 1)) bytes=$((bytes + $(stat -c %s "$guides/$picture")))
  done < <(grep -o '<img src="[^"]*"' "$guide" | cut -d '"' -f 2)
done
[ "$pictures" -eq "$(find "$guides" -name '*.png' | wc -l)" ] || fail "a picture belongs to no guide"
[ "$bytes" -lt 600000 ] || fail "the pictures have $bytes bytes, at most 600000"
echo "guides: six guides with $pictures pictures are what the program says, each on one page"
