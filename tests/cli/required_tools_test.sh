#!/usr/bin/env bash
# The scripts say in one line, and before they do anything, which tool is missing or too old.
# usage: required_tools_test.sh SOURCE_DIR
set -euo pipefail
source_dir=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A machine with no more than what the scripts need to look around.
mkdir "$work/bare" "$work/old"
for tool in bash env dirname basename sort mktemp rm realpath; do
  ln -s "$(command -v "$tool")" "$work/bare/$tool"
done
old_tool() { # NAME WHAT_IT_SAYS
  printf '#!/bin/sh\necho "%s"\n' "$2" >"$work/old/$1"
  chmod +x "$work/old/$1"
}
for tool in apt-get dpkg-query npm pdftotext; do
  old_tool "$tool" "$tool 1.0"
done

# says PATH EXPECTED SCRIPT [ARGUMENT...]: the script fails, and this line is all it prints.
says() {
  local path=$1 expected=$2 printed
  shift 2
  if printed=$(PATH=$path "$source_dir/$1" "${@:2}" 2>&1); then
    echo "$1 ended well, expected '$expected'"
    exit 1
  fi
  [ "$printed" = "$expected" ] || { echo "$1: expected '$expected', found '$printed'"; exit 1; }
}

bare=$work/bare
says "$bare" "quickstart.sh: apt-get is not installed" cli/quickstart.sh
says "$bare" "run.sh: apt-get is not installed" tests/run.sh
says "$bare" "install_packages.sh: apt-get is not installed" cli/install_packages.sh build
says "$bare" "libm_test.sh: nm is not installed" tests/ieee/libm_test.sh
says "$bare" "compilers.sh: cmake is not installed" tests/ieee/compilers.sh
says "$bare" "run.sh: cmake is not installed" tests/fuzz/run.sh 1
says "$bare" "run.sh: node is not installed" tests/review_page/run.sh "$0" "$0"
says "$bare" "make_guides.sh: node is not installed" sample_runs/guides/make_guides.sh "$0"

old=$work/old:$work/bare
old_tool cmake "cmake version 3.18.4"
says "$old" "quickstart.sh: cmake is 3.18.4, but 3.24 or newer is needed ($work/old/cmake)" cli/quickstart.sh
old_tool cmake "cmake version 3.24.0"
old_tool g++ "g++ (Debian 10.2.1-6) 10.2.1 20210110"
says "$old" "run.sh: g++ is 10.2.1, but 12 or newer is needed ($work/old/g++)" tests/run.sh
old_tool g++ "g++ (Debian 12.2.0-14+deb12u1) 12.2.0"
old_tool node v16.20.2
says "$old" "run.sh: node is 16.20.2, but 18 or newer is needed ($work/old/node)" tests/run.sh
says "$old" "run.sh: node is 16.20.2, but 18 or newer is needed ($work/old/node)" tests/review_page/run.sh "$0" "$0"
echo "missing and old tools are named"
