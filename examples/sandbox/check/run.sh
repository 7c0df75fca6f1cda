#!/usr/bin/env bash
# Drives every operation of the sandbox's AWS endpoint with boto3, whose parsers share no
# code with the JavaScript SDK that the endpoint is built from. Needs Node.js and Python 3.
set -euo pipefail
cd "$(dirname "$0")/.."

venv="${XDG_CACHE_HOME:-$HOME/.cache}/hybrid-platform/boto3-$(sha256sum check/requirements.txt | cut -c1-12)"
if ! "$venv/bin/python" -c 'import boto3' >/dev/null 2>&1; then
  echo "Installing boto3 into $venv"
  rm -rf "$venv"
  if ! python3 -m venv "$venv"; then
    echo 'Python 3 with its venv module is needed (Debian: apt-get install python3-venv)' >&2
    exit 1
  fi
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r check/requirements.txt
fi

# The sandbox stops when its standard input is closed, so it cannot outlive this script.
coproc SANDBOX { exec node --import tsx check/serve.mjs; }
sandbox_pid=$SANDBOX_PID
trap 'kill "$sandbox_pid" 2>/dev/null || true' EXIT
if ! read -r -t 60 endpoint <&"${SANDBOX[0]}"; then
  echo 'The sandbox did not start' >&2
  exit 1
fi
"$venv/bin/python" check/check.py "$endpoint"
