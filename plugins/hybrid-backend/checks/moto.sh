#!/usr/bin/env bash
# The back end against moto, an AWS that nobody of this project wrote: boto3 makes platforms,
# REST calls operate them, and values are asserted at both ends. See checks/moto/README.md.
# Needs Python 3.10 or newer, and the repository's Node.js:
#   node scripts/run.mjs exec bash plugins/hybrid-backend/checks/moto.sh
set -euo pipefail
cd "$(dirname "$0")/.."
requirements=checks/moto/requirements.txt

need() {
  echo "$1" >&2
  exit 1
}

node -e 'process.exit(process.versions.node.split(".")[0] >= 22 ? 0 : 1)' 2>/dev/null ||
  need 'Node.js 22 or newer is needed; "node scripts/run.mjs exec" before the command brings it'
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null ||
  need 'Python 3.10 or newer is needed (Debian: apt-get install python3-venv)'

# Kept between runs, and made anew when the versions change.
venv="${XDG_CACHE_HOME:-$HOME/.cache}/hybrid-platform/moto-$(cksum <$requirements | cut -d' ' -f1)"
if [ ! -e "$venv" ]; then
  echo "Installing moto into $venv"
  mkdir -p "$(dirname "$venv")"
  # Whoever comes between finds all of it or nothing.
  new=$(mktemp -d "$venv.XXXXXX")
  trap 'rm -rf "$new"' EXIT
  python3 -m venv "$new" ||
    need 'The venv module of Python 3 is needed (Debian: apt-get install python3-venv)'
  "$new/bin/python" -m pip install --quiet --disable-pip-version-check -r $requirements ||
    need 'pip could not install moto; what it said is above'
  [ -e "$venv" ] || mv "$new" "$venv"
fi

# -B: no folders of compiled Python in the repository.
"$venv/bin/python" -B checks/moto/check.py
