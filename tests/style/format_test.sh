#!/usr/bin/env bash
# Every source is as .clang-format would write it. Usage: format_test.sh SOURCE_DIR
# To mend: clang-format-14 -i FILE
set -euo pipefail
cd "$1"
. cli/required_tools.sh
require clang-format-14
mapfile -t files < <(find src cli tests \( -name '*.cpp' -o -name '*.hpp' \) -not -path '*/node_modules/*' | sort)
[ "${#files[@]}" -gt 100 ] || { echo "found only ${#files[@]} sources"; exit 1; }
clang-format-14 --dry-run -Werror "${files[@]}"
echo "${#files[@]} sources are formatted"
