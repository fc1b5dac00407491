#!/usr/bin/env bash
# Builds the program with g++ and clang++, without and with optimisation, and compares what the four write, byte for
# byte, on the sample runs. By hand: it compiles everything four times. Usage: compilers.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
. cli/required_tools.sh
require cmake ninja g++ clang++ python3
folder=${1:-build/compilers}

programs=()
for compiler in g++ clang++; do
  for level in -O3 -O0; do
    build=$folder/$compiler$level
    cmake -G Ninja -S . -B "$build" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS="$level" \
      -DBUILD_TESTING=OFF >/dev/null
    echo "== $compiler $level"
    cmake --build "$build" --target crossbreak_cli
    programs+=("$build/bin/crossbreak")
  done
done
CROSSBREAK_DATA=$PWD exec /usr/bin/python3 tests/ieee/processors_test.py sample_runs "${programs[@]}"
