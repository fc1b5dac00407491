#!/usr/bin/env bash
# Installs Debian packages that are missing, and says which. Usage: cli/install_packages.sh build [test [deep]]
set -euo pipefail
. "$(dirname "$0")/required_tools.sh"
require apt-get dpkg-query

build=(g++ cmake ninja-build pkg-config libboost-program-options-dev libeigen3-dev libfmt-dev libicu-dev libpugixml-dev
  libboost-dev libssl-dev libtbb-dev libtomlplusplus-dev libxlsxwriter-dev libzip-dev nlohmann-json3-dev zlib1g-dev)
# clang-format: the style test. LibreOffice, openpyxl, jsonschema, xmllint: independent readers of what we write.
# Chromium, Firefox and Poppler: the review page, on screen and in print; ca-certificates: npm needs
# them, and only Debian's own brings them. locales: the same bytes under every locale.
# survival, cmprsk: what src/statistics must agree with.
# libmpfr: what src/ieee must agree with.
# clang: another compiler's warnings.
test=(doctest-dev librapidcheck-dev libmpfr-dev clang clang-format-14 python3 python3-openpyxl python3-jsonschema libxml2-utils
  libreoffice-calc-nogui chromium firefox-esr fonts-noto-cjk poppler-utils ca-certificates locales gcovr jq
  r-cran-survival r-cran-cmprsk)
# What tests/deep.sh asks for besides: libclang-rt is libFuzzer's.
deep=(valgrind cppcheck clang-tidy libclang-rt-14-dev)

wanted=()
for group in "$@"; do
  case "$group" in
    build) wanted+=("${build[@]}") ;;
    test) wanted+=("${test[@]}") ;;
    deep) wanted+=("${deep[@]}") ;;
    *) echo "install_packages.sh: expected build, test or deep, found '$group'" >&2; exit 2 ;;
  esac
done
# The browser tests run on any Node.js from 18 on; Debian's is taken where there is none.
if [[ " $* " == *" test "* ]] && ! { command -v node && command -v npm; } >/dev/null; then
  wanted+=(nodejs npm)
fi

missing=()
for package in "${wanted[@]}"; do
  if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
    missing+=("$package")
  fi
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "packages: all ${#wanted[@]} are installed"
  exit 0
fi

echo "packages: installing ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "install_packages.sh: not root, and sudo is not there" >&2; exit 1; }
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
