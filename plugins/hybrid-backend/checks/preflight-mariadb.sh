#!/usr/bin/env bash
# The preflight of a replication against real MariaDB servers: ones that are set as DMS needs
# them, and ones that are not. Debian's MariaDB is installed if it is missing; the servers are
# this check's own, in temporary folders and on free ports.
set -euo pipefail
cd "$(dirname "$0")/.."
. ../../templates/hybrid-platform/checks/lib.sh
debian mariadb-server mariadb-client

# The repository's own Yarn: a machine need have none.
yarn() { node ../../.yarn/releases/yarn-*.cjs "$@"; }

report=$(mktemp /tmp/hybrid-preflight-report.XXXXXX)
trap 'rm -f "$report"' EXIT
export HYBRID_TEST_MARIADB=1
CI=1 yarn backstage-cli package test --watchAll=false -w 1 --json --outputFile="$report" \
  src/replication/preflight/mariaDb.test.ts || true
read -r passed failed < <(node -e '
  const { readFileSync } = require("node:fs");
  const text = readFileSync(process.argv[1], "utf8");
  const { numPassedTests, numFailedTests, numFailedTestSuites } =
    text ? JSON.parse(text) : { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 1 };
  // A suite that cannot even start has no failed test.
  console.log(numPassedTests, numFailedTests || numFailedTestSuites);
' "$report")
# Tests that were skipped prove nothing.
[ "$passed" -gt 0 ] || failed=$((failed + 1))
finish
