#!/usr/bin/env bash
# Runs OpenStack's own command line.
#
# Usage:  eng/components/openstack/client.sh CLOUDS_YAML CLOUD ARGUMENT...      client.sh /tmp/cloud/clouds.yaml demo server list
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
if [ -z "${INSIDE:-}" ]; then
  COMPONENT=${COMPONENT:-$("$here/build.sh" --find)}
  export COMPONENT
  INSIDE=1 exec unshare --mount --propagation private -- "$0" "$@"
fi
mount -t overlay overlay -o "lowerdir=$COMPONENT/root/usr:/usr" /usr
for variable in ${!OS_@}; do unset "$variable"; done
unset PYTHONHOME PYTHONPATH
export OS_CLIENT_CONFIG_FILE=$1 OS_CLOUD=$2 LC_ALL=C.UTF-8 no_proxy=127.0.0.1,localhost PYTHONPYCACHEPREFIX=$COMPONENT/compiled
shift 2
exec /usr/bin/python3 /usr/bin/openstack "$@"
