#!/usr/bin/env bash
# Stops what up.sh started in a directory; its data stay.
#
# Usage:  eng/components/kubernetes/down.sh DIRECTORY
set -euo pipefail
cd "${1:?usage: down.sh DIRECTORY}"
for name in scheduler controllers api etcd; do
  [ -s "$name.pid" ] || continue
  pid=$(cat "$name.pid")
  # The number may belong to another process by now.
  case $(cat "/proc/$pid/comm" 2>/dev/null) in
    etcd | kube-*)
      kill "$pid"
      for _ in $(seq 100); do [ -d "/proc/$pid" ] || break; sleep .1; done ;;
  esac
  rm -f "$name.pid"
done
