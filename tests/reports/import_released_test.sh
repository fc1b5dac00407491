#!/bin/sh
# The import script that comes with the sample runs takes what was released, and nothing else.
# Arguments: the script, the program that writes an example, an interpreter of Python.
set -eu
script=$1 write_example=$2 python=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$write_example" released released-csv > "$folder/plate.released.csv"
"$python" "$script" "$folder/plate.released.csv" > "$folder/imported"
expect() { grep -qxF "$1" "$folder/imported" || { echo "not imported: $1"; cat "$folder/imported"; exit 1; }; }
refuse() { if grep -q "$1" "$folder/imported"; then echo "imported, but should not be: $1"; exit 1; fi; }
expect "$(printf '3E5\toverall\tmixed\t')"
expect "$(printf '1-2\toverall\tnot_detected\t')"
expect "$(printf '=1+1\toverall\tinconclusive\t')"
expect "$(printf '1-2\tIK6\tnegative\t')"
refuse '^00123'  # withheld
refuse '^00124'  # to be repeated
refuse '^NTC'    # a control
# Nothing of a file that is not final: calls.csv has no outcome to go by.
sed 's/,final,/,preliminary,/' "$folder/plate.released.csv" > "$folder/edited.csv"
[ -z "$("$python" "$script" "$folder/edited.csv")" ]
