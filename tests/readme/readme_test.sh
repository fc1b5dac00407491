#!/usr/bin/env bash
# The README's commands work as it says, its script imports what they release, and its links lead somewhere.
# Usage: readme_test.sh SOURCE_DIR PROGRAM PYTHON
set -euo pipefail
source_dir=$1 program=$2 python=$3
readme=$source_dir/README.md
. "$source_dir/cli/required_tools.sh"
require jq
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "README: $1"; exit 1; }

links=0
while read -r link; do
  [ -e "$source_dir/$link" ] || fail "link to '$link', which is not there"
  links=$((links + 1))
done < <(grep -oE '\]\([^)#]+\)' "$readme" | tr -d '])(')
[ "$links" -ge 4 ] || fail "expected links, found $links"
for command in cli/quickstart.sh tests/run.sh; do
  grep -q "^$command" "$readme" || fail "names no $command"
  [ -x "$source_dir/$command" ] || fail "$command is not a program"
done

# Every crossbreak and jq command of its code blocks, on sample runs under the names it uses.
cd "$work"
mkdir bin && ln -s "$program" bin/crossbreak && PATH="$work/bin:$PATH"
cp "$source_dir/sample_runs/deletions/deletions.eds" plate.eds
cp plate.eds a.eds
mkdir archive && cp plate.eds archive/
cp "$source_dir/sample_runs/reference_wells/reference_wells.eds" b.eds
sed 's/2024-03-04T/2024-03-11T/' "$source_dir/sample_runs/deletions/PLATE.toml" >next.toml
crossbreak simulate next.toml --layout eds --seed 1 -o plate2.eds 2>/dev/null
crossbreak simulate "$source_dir/sample_runs/deletions/PLATE.toml" --layout sds1 --seed 1 -o results.csv 2>/dev/null
mv results.delta_rn.csv delta_rn.csv
crossbreak simulate "$source_dir/sample_runs/deletions/PLATE.toml" --layout text --seed 1 -o plate.txt 2>/dev/null
printf 'well,sample,target,role\nA1,renamed,,\nB1,renamed,,\nC1,renamed,,\nD1,renamed,,\nE1,renamed,,\nF1,renamed,,\nG1,renamed,,\nH1,renamed,,\n' >map.csv
ran=0
while IFS= read -r line; do
  case "$line" in
    *exit*) continue ;; # ends the shell that runs it: its exit code is tested with the program's others
  esac
  bash -c "$line" >out.txt 2>err.txt || fail "'$line' exits with $?: $(cat err.txt)"
  [ -s out.txt ] || fail "'$line' printed nothing"
  ran=$((ran + 1))
done < <(sed -n '/^```sh$/,/^```$/p' "$readme" | grep -E '^(crossbreak|jq) ')
[ "$ran" -ge 11 ] || fail "expected at least 11 commands, found $ran"
grep -q '^24-0105' < <(jq -r '.patients[] | select(.call == "mixed") | .sample' plate.calls.json) ||
  fail "the record of the sample run has no mixed patient"

# The way from the call to what is imported.
sed -n '/^```python$/,/^```$/p' "$readme" | sed '1d;$d' >import.py
cmp import.py "$source_dir/sample_runs/import_released.py" || fail "the import script is not that of sample_runs/"
[ "$(grep -cv '^#\|^$' import.py)" -le 10 ] || fail "the import script has more than ten lines of code"
"$python" import.py released/plate.released.csv >imported.txt
grep -q "^24-0102$(printf '\t')0$(printf '\t')overall$(printf '\t')deletion" imported.txt || fail "24-0102 is not imported"
! grep -q '^24-0105' imported.txt || fail "24-0105 is imported, who is to be tested again"
[ ! -e plate.released.csv ] || fail "a called record has released something"
jq -e '.status == "final" and (.signatures | length) == 2' released/plate.calls.json >/dev/null ||
  fail "the record is not final"
jq -e '[.patients[] | select(.sample == "24-0105") | .repeat] == [1]' plate2.calls.json >/dev/null ||
  fail "24-0105 is no repeat on the next plate"
echo "README: $ran commands and $links links work"
