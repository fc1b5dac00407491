#!/usr/bin/env bash
# The README's two commands on a fresh Debian 12 with git and nothing else: a machine that has been worked on hides a
# step that is missing. Makes the Debian in a temporary folder, clones HEAD into it, runs the commands there in order
# and prints how long each took. Takes package source and proxy from apt's settings on this machine, and npm's
# registry and certificates (NODE_EXTRA_CA_CERTS) from its own: nothing else of this machine is seen inside.
# usage: tests/fresh_machine.sh [--only quickstart|tests]     Needs root, debootstrap and some 6 GB in $TMPDIR.
set -euo pipefail
cd "$(dirname "$0")/.."
. cli/required_tools.sh

fail() { echo "fresh_machine.sh: $1" >&2; exit 1; }
commands=(cli/quickstart.sh tests/run.sh)
case "$*" in
  "") ;;
  "--only quickstart") commands=(cli/quickstart.sh) ;;
  "--only tests") commands=(tests/run.sh) ;;
  *) echo "fresh_machine.sh: expected nothing or --only quickstart|tests, found '$*'" >&2; exit 2 ;;
esac
command -v debootstrap >/dev/null || fail "debootstrap is not installed: apt-get install debootstrap"
require git apt-get unshare chroot
[ "$(id -u)" -eq 0 ] || fail "not root, who alone can make a Debian in a folder"
mapfile -t sources < <(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
  'Created-By: Packages' 'Origin: Debian' | grep -E ' bookworm(-updates|-security)? main$' | sort -u)
mirror=$(printf '%s\n' "${sources[@]}" | sed -n 's/ bookworm main$//p' | head -n 1)
[ -n "$mirror" ] || fail "apt knows no source of Debian bookworm here: see /etc/apt, then apt-get update"
[ -z "$(git status --porcelain)" ] || echo "fresh_machine.sh: what is not committed is not run" >&2

work=$(mktemp -d "${TMPDIR:-/var/tmp}/fresh_machine.XXXXXX")
root=$work/debian
# What is mounted below is seen by the commands alone and goes with them, however they end: nothing to unmount here.
running=
trap '[ -z "$running" ] || { kill -KILL "$running" && wait; } 2>/dev/null; rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' INT TERM HUP

echo "== Debian 12 with git, in $root"
debootstrap --variant=minbase --include=git bookworm "$root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
  { tail -n 20 "$work/debootstrap.log" >&2; fail "debootstrap did not end well"; }
printf 'deb %s\n' "${sources[@]}" >"$root/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(Retries|Check-|https?)' >"$root/etc/apt/apt.conf.d/90machine" || true
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
# Services do not start in a folder.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
[ ! -f "$HOME/.npmrc" ] || cp "$HOME/.npmrc" "$root/root/.npmrc"

environment=(HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8)
if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then
  cp -L "$NODE_EXTRA_CA_CERTS" "$root/root/extra_certificates.pem"
  environment+=(NODE_EXTRA_CA_CERTS=/root/extra_certificates.pem npm_config_cafile=/root/extra_certificates.pem)
fi
if command -v npm >/dev/null; then
  environment+=("npm_config_registry=$(cd / && npm config get registry)")
fi
for variable in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
  [ -z "${!variable:-}" ] || environment+=("$variable=${!variable}")
done

# Runs a command inside, with mounts and processes of its own.
inside() {
  # shellcheck disable=SC2016
  unshare --mount --pid --fork --kill-child bash -c '
    root=$1 && shift
    mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && mount --make-rslave "$root/dev" &&
      exec chroot "$root" env -i "$@"' inside "$root" "${environment[@]}" "$@" &
  running=$!  # in the background, so that a signal is heard while it runs; all that it started is killed with it
  local status=0
  wait "$running" || status=$?
  running=
  return "$status"
}

git bundle create -q "$root/root/crossbreak.bundle" HEAD
inside git clone -q /root/crossbreak.bundle /root/crossbreak
commit=$(git log -1 --format='%h %s')
for command in "${commands[@]}"; do
  echo "== $command, of $commit"
  started=$SECONDS
  inside "/root/crossbreak/$command" || fail "$command failed after $((SECONDS - started)) s"
  echo "== $command: done in $((SECONDS - started)) s"
done
