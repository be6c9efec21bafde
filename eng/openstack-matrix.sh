#!/usr/bin/env bash
# Runs the whole matrix of clusters in OpenStack: every kind of fault, the death of the process among them, at every single call of making, enlarging,
# mending and removing a cluster; counts runs, ends and what is left behind.
#
# Usage:  eng/openstack-matrix.sh [create|scale|replace|delete]...
#
# The cloud is one in memory behind the real client, provisioner and operation engine. It takes about ten minutes on two processors.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

export REEVE_OPENSTACK_MATRIX=full DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ -n "${REEVE_NO_BUILD:-}" ] || dotnet build tests/Plugins.OpenStack.Tests -v quiet -nologo
status=0
for scenario in "${@:-create scale replace delete}"; do
  for one in $scenario; do
    dotnet test tests/Plugins.OpenStack.Tests --no-build -nologo --logger 'console;verbosity=detailed' \
      --filter "FullyQualifiedName~CrashMatrixTests&DisplayName~$one" | grep -E "^ *$one: |Failed|^ *Passed!|wrong" || status=1
  done
done
exit "$status"
