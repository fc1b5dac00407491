#!/usr/bin/env bash
# From a fresh Debian 12 to the calls of a sample run: installs packages, builds (Release), analyses.
# May be run again at any time: what is done already is not done again. Needs git's clone and nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
. cli/required_tools.sh
require apt-get dpkg-query
refuse_older cmake g++

echo "== 1 of 3: packages"
cli/install_packages.sh build
echo "== 2 of 3: build (Release) in build/release"
mkdir -p build
cmake -G Ninja -S . -B build/release -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >build/quickstart.log 2>&1 ||
  { cat build/quickstart.log; exit 1; }
cmake --build build/release
rm -f build/quickstart.log
echo "== 3 of 3: analyse a simulated sample run"
build/release/bin/crossbreak call sample_runs/deletions/deletions.eds -o build/quickstart

echo
echo "The workbook:    $PWD/build/quickstart/deletions.calls.xlsx"
echo "The review page: $PWD/build/quickstart/deletions.review.html"
echo "Your own run:    $PWD/build/release/bin/crossbreak call RUN.eds"
