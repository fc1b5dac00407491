#!/bin/sh
# The import script that comes with the sample runs takes what was released, and of an amended file what is taken back.
# Arguments: the script, the program that writes an example, an interpreter of Python.
set -eu
script=$1 write_example=$2 python=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$write_example" released released-csv > "$folder/plate.released.csv"
take() { "$python" "$script" "$folder/$1" > "$folder/imported"; }
expect() { grep -qxF "$1" "$folder/imported" || { echo "not imported: $1"; cat "$folder/imported"; exit 1; }; }
refuse() { if grep -q "$1" "$folder/imported"; then echo "imported, but should not be: $1"; exit 1; fi; }
take plate.released.csv
expect "$(printf '3E5\t0\toverall\tmixed\t')"
expect "$(printf '1-2\t0\toverall\tnot_detected\t')"
expect "$(printf '=1+1\t0\toverall\tinconclusive\t')"
expect "$(printf '1-2\t0\tIK6\tnegative\t')"
refuse '^00123'  # withheld
refuse '^00124'  # to be repeated
refuse '^NTC'    # a control
refuse 'withdrawn'
# An apostrophe is taken off only where the program put one.
sed "s/,3E5,/,'abc,/; s/,1-2,/,''=x,/" "$folder/plate.released.csv" > "$folder/apostrophes.csv"
take apostrophes.csv
expect "$(printf "'abc\t0\toverall\tmixed\t")"
expect "$(printf "'=x\t0\toverall\tnot_detected\t")"
# Of an amended file also what is not released: the information system may have it from before.
"$write_example" amended released-csv > "$folder/amended.csv"
take amended.csv
expect "$(printf '3E5\t0\toverall\tmixed\t')"
expect "$(printf '1-2\t0\toverall\twithdrawn\t')"
expect "$(printf '1-2\t0\tCODE\twithdrawn\t')"
refuse '^NTC'
# A repeat is told from the first test, with a byte-order mark too.
{ printf '\357\273\277'; sed '/,3E5,overall,/s/,0,final,/,1,final,/' "$folder/plate.released.csv"; } > "$folder/repeat.csv"
take repeat.csv
expect "$(printf '3E5\t1\toverall\tmixed\t')"
# Nothing of a file that is not final: calls.csv has no outcome to go by.
sed 's/,final,/,preliminary,/' "$folder/plate.released.csv" > "$folder/edited.csv"
take edited.csv
[ ! -s "$folder/imported" ]
