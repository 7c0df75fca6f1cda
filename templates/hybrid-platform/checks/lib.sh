# Shared by the checks: counts what holds, polls, installs what Debian lacks. Sourced, not run.
# shellcheck shell=bash
checks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skeleton=$(cd "$checks/../skeleton" && pwd)
passed=0
failed=0

pass() {
  passed=$((passed + 1))
  printf '  ok    %s\n' "$1"
}

fail() {
  failed=$((failed + 1))
  printf '  FAIL  %s\n' "$1"
}

# check <what holds> <command…>: the command's output is shown when it does not.
check() {
  local what=$1 output
  shift
  if output=$("$@" 2>&1); then
    pass "$what"
  else
    fail "$what"
    printf '%s\n' "$output" | head -40 | sed 's/^/        /'
  fi
}

# refused <what is refused> <reason> <command…>: holds when the command fails and its output has
# the reason, so that a command that is wrong in itself refuses nothing.
refused() {
  local what=$1 reason=$2 output
  shift 2
  if ! output=$("$@" 2>&1) && grep -q -e "$reason" <<<"$output"; then
    pass "$what"
  else
    fail "$what"
    printf '%s\n' "$output" | head -20 | sed 's/^/        /'
  fi
}

# absent <what does not hold> <command…>: holds when the command, such as grep, finds nothing.
absent() {
  local what=$1 status=0
  shift
  "$@" >/dev/null 2>&1 || status=$?
  if [ "$status" -eq 1 ]; then pass "$what"; else fail "$what"; fi
}

# within <seconds> <command…>: runs it until it succeeds; fails when the time is over.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || { "$@"; return 1; }
    sleep 0.2
  done
}

# debian <package…>: installs what is missing, and starts no service. One check at a time, as they
# may run side by side.
debian() (
  exec 9>/run/lock/hybrid-platform-debian
  flock 9
  missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || exit 0
  policy=/usr/sbin/policy-rc.d made=
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
    made=1
  fi
  export DEBIAN_FRONTEND=noninteractive
  # What is installed must not keep the lock.
  apt-get update -qq 9>&-
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1 9>&-
  [ -z "$made" ] || rm -f $policy
)

# The skeleton's own packages; they are there when its other checks ran before.
skeleton_packages() {
  [ -x "$skeleton/node_modules/.bin/tsx" ] || (cd "$skeleton" && npm ci --no-audit --no-fund)
}

# run_ts <file> <argument…>: in the skeleton, with its own TypeScript runner.
run_ts() {
  (cd "$skeleton" && NODE_PATH=$skeleton/node_modules ./node_modules/.bin/tsx "$@")
}

finish() {
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}
