# Sourced by the scripts of this project, not run: says in one line which tool is missing or too old, before any
# work is done.

# The oldest that is known to work: Debian 12's, but for cmake, where CMakeLists.txt asks for file sets of headers.
declare -A oldest=([cmake]=3.24 [g++]=12 [node]=18)

# refuse_older TOOL...: one that is there must be new enough; one that is not there is about to be installed.
refuse_older() {
  local tool found
  for tool in "$@"; do
    command -v "$tool" >/dev/null || continue
    found=$("$tool" --version 2>&1) || true
    [[ $found =~ [0-9]+(\.[0-9]+)* ]] || { echo "${0##*/}: '$tool --version' names no version: $found" >&2; exit 1; }
    found=${BASH_REMATCH[0]}
    if ! printf '%s\n' "${oldest[$tool]}" "$found" | sort -V -C; then
      echo "${0##*/}: $tool is $found, but ${oldest[$tool]} or newer is needed ($(command -v "$tool"))" >&2
      exit 1
    fi
  done
}

# require TOOL...: each must be there, and new enough.
require() {
  local tool
  for tool in "$@"; do
    if ! command -v "$tool" >/dev/null; then
      echo "${0##*/}: $tool is not installed" >&2
      exit 1
    fi
    [ -z "${oldest[$tool]:-}" ] || refuse_older "$tool"
  done
}
