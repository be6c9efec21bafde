#!/usr/bin/env bash
# Records which fields a real kubelet's answers have, for tests to compare with: kubelet-<version>.txt beside
# tests/EndToEnd.Tests/Nodes/Fields/KubeletFieldsTests.cs. Facts alone: names of fields, metrics and labels, and exit codes.
#
# Usage:  eng/kubelet-fields.sh      as root on Debian; builds a kubelet if there is none (eng/components/kubelet)
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

eng/components/kubernetes/build.sh >/dev/null
eng/components/systemd/build.sh >/dev/null
eng/components/kubelet/programs.sh >/dev/null
dotnet build tests/EndToEnd.Tests -v quiet -nologo
# Containers get a bridge, and the kubelet its usual ports: in a network of its own.
export REEVE_RECORD_KUBELET=1
# shellcheck disable=SC2016 # the inner shell expands it
exec unshare --net -- sh -c 'ip link set lo up && ip link add tests type veth peer name tests-peer && ip link set tests-peer up &&
  ip link set tests up && ip addr add 10.254.0.1/24 dev tests && exec "$@"' sh \
  dotnet test tests/EndToEnd.Tests --no-build -nologo --filter FullyQualifiedName~KubeletFieldsTests.Record
