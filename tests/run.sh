#!/usr/bin/env bash
# Installs what tests need, builds with warnings as errors and AddressSanitizer + UBSan, and runs every test.
# May be run again at any time: what is done already is not done again. Arguments go to ctest (-R curves).
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== 1 of 3: packages"
cli/install_packages.sh build test
echo "== 2 of 3: build with sanitizers in build/test"
cmake -G Ninja -S . -B build/test -DCMAKE_BUILD_TYPE=Debug -DCROSSBREAK_STRICT=ON \
  -DCROSSBREAK_SANITIZE=address,undefined
cmake --build build/test --target all all_verify_interface_header_sets
echo "== 3 of 3: tests"
ctest --test-dir build/test --no-tests=error --output-on-failure --parallel "$(nproc)" --timeout 900 "$@"
