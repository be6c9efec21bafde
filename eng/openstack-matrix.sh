#!/usr/bin/env bash
# Runs the whole matrix of clusters in OpenStack: every kind of fault, the death of the process among them, at every single call of making, enlarging,
# mending, upgrading and removing a cluster, and of more and fewer masters; counts runs, ends and what is left behind.
#
# Usage:  [REEVE_OPENSTACK_FAULTS=Death,LostReply,...] eng/openstack-matrix.sh [create|scale|replace|delete|upgrade|masters|fewer|real]...
#
# The cloud is one in memory behind the real client, provisioner and operation engine; calls of the cluster's own API are counted with its calls. It takes
# about an hour on two processors, most of it for the upgrade. "real" is an upgrade and a hand-over in a real
# OpenStack, where there is one.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

export REEVE_OPENSTACK_MATRIX=full DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ -n "${REEVE_NO_BUILD:-}" ] || dotnet build tests/Plugins.OpenStack.Tests -v quiet -nologo
status=0
for scenario in "${@:-create scale replace delete upgrade masters fewer real}"; do
  for one in $scenario; do
    if [ "$one" = real ]; then
      dotnet test tests/Plugins.OpenStack.Tests --no-build -nologo --logger 'console;verbosity=normal' --filter 'FullyQualifiedName~RealCloudTests.Upgrade|FullyQualifiedName~HandoverSessionTests' || status=1
      continue
    fi
    dotnet test tests/Plugins.OpenStack.Tests --no-build -nologo --logger 'console;verbosity=detailed' \
      --filter "FullyQualifiedName~CrashMatrixTests&DisplayName~$one" | grep -E "^ *$one: |Failed|^ *Passed!|wrong" || status=1
  done
done
exit "$status"
