#!/usr/bin/env bash
# Installs what tests need, builds with warnings as errors and AddressSanitizer + UBSan, runs every test and
# counts how many lines and branches of src and cli they reach; of src/calling, all.
# May be run again at any time: what is done already is not done again. Arguments go to ctest (-R curves).
set -euo pipefail
cd "$(dirname "$0")/.."
. cli/required_tools.sh
require apt-get dpkg-query
refuse_older cmake g++ node

echo "== 1 of 4: packages"
cli/install_packages.sh build test
echo "== 2 of 4: build with sanitizers in build/test"
cmake -G Ninja -S . -B build/test -DCMAKE_BUILD_TYPE=None -DCROSSBREAK_STRICT=ON \
  -DCROSSBREAK_SANITIZE=address,undefined
cmake --build build/test
echo "== 3 of 4: tests"
ctest --test-dir build/test --no-tests=error --output-on-failure --parallel "$(nproc)" --timeout 900 "$@"
# Which extra checks ran on measured files beside the project, or that these are not there.
grep -h '^measured data: ' build/test/Testing/Temporary/LastTest.log | sort -u || true
echo "== 4 of 4: lines and branches of src and cli"
tests/coverage/run.sh build/test
