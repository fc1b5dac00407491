#!/usr/bin/env bash
# What our archives take from the system's mathematical library is exact on every system: roundings, square roots, parts
# of numbers. All else differs between processors, and stands in src/ieee. Symbols are looked at, not sources, so that
# what templates of Boost and Eigen call counts as well. Usage: libm_test.sh ARCHIVE...
set -euo pipefail
. "$(dirname "$0")/../../cli/required_tools.sh"
require nm g++
exact='^(ceil|copysign|fabs|floor|fmax|fmin|frexp|ldexp|lround|modf|nextafter|rint|round|sqrt|trunc)f?$'  # f: of a float

functions_of_libm=$(nm -D --defined-only "$(g++ -print-file-name=libm.so.6)" | awk '{ sub(/@.*/, "", $3); print $3 }' |
  LC_ALL=C sort -u)
grep -qx exp <<<"$functions_of_libm" || { echo "found no exp in libm.so.6"; exit 1; }
for archive in "$@"; do
  taken=$(nm -A --undefined-only "$archive" | awk '{ print $NF " " $1 }' | LC_ALL=C sort -u |
    LC_ALL=C join - <(echo "$functions_of_libm"))
  inexact=$(awk -v exact="$exact" 'NF && $1 !~ exact { sub(/:$/, "", $2); print $1 " in " $2 }' <<<"$taken")
  if [ -n "$inexact" ]; then
    echo "not exact, so not to be taken from the system (src/ieee/elementary.hpp):"
    echo "$inexact"
    exit 1
  fi
  names=$(awk 'NF { print $1 }' <<<"$taken" | uniq | paste -sd' ')
  [ -n "$names" ] || { echo "$archive: takes nothing from libm: not read?"; exit 1; }
  echo "$(basename "$archive") takes from libm only: $names"
done
