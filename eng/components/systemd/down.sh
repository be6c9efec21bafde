#!/usr/bin/env bash
# Stops what up.sh started in a directory at once, and removes every trace of it.
#
# Usage:  eng/components/systemd/down.sh DIRECTORY
#
# Only the process that up.sh recorded is signalled, after its start time was compared; the kernel then ends the rest.
set -uo pipefail
LAB=${1:?usage: down.sh DIRECTORY}
exec 9>> "$LAB/.lock"; flock 9
p=$(cat "$LAB/pid" 2>/dev/null || true); start=$(cat "$LAB/pid.start" 2>/dev/null || true)
same() { [ -n "$p" ] && [ -n "$start" ] && [ "$(awk '{print $22}' "/proc/$p/stat" 2>/dev/null)" = "$start" ]; }
if same; then
  kill -KILL "$p"
  for i in $(seq 200); do same || break; sleep 0.02; done
  same && { echo "down.sh: pid $p did not end" >&2; exit 1; }
fi
# The mount namespace (overlay, tmpfs) went with its last process. The cgroups are left: bottom up.
rc=0
if [ -s "$LAB/cgroups" ]; then
  while read -r g; do
    case $g in
      /sys/fs/cgroup/*/reeve-systemd*|/sys/fs/cgroup/reeve-systemd*) ;;
      *) echo "down.sh: $g is not one of up.sh's" >&2; rc=1; continue ;;
    esac
    for i in $(seq 100); do # large programs take a while to end
      [ -d "$g" ] || break
      find "$g" -depth -type d -exec rmdir {} + 2>/dev/null
      [ -d "$g" ] && sleep 0.05
    done
    [ -d "$g" ] && { echo "down.sh: cgroup $g is still in use" >&2; rc=1; }
  done < "$LAB/cgroups"
fi
[ $rc = 0 ] && rm -f "$LAB/cgroups" "$LAB/cgroups.enter" "$LAB/.go"
rm -f "$LAB/pid" "$LAB/pid.start" "$LAB/launcher" "$LAB/root"
rmdir "$LAB/.mnt" 2>/dev/null
exit $rc
