#!/usr/bin/env bash
# The README's commands work as it says, and its links lead somewhere. Usage: readme_test.sh SOURCE_DIR PROGRAM
set -euo pipefail
source_dir=$1 program=$2
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
cp "$source_dir/sample_runs/reference_wells/reference_wells.eds" b.eds
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
[ "$ran" -ge 7 ] || fail "expected at least 7 commands, found $ran"
grep -q '^24-0105' < <(jq -r '.patients[] | select(.call == "mixed") | .sample' plate.calls.json) ||
  fail "the record of the sample run has no mixed patient"
echo "README: $ran commands and $links links work"
