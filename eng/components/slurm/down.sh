#!/usr/bin/env bash
# Stops what up.sh started in a directory, its jobs first; the data stay.
#
# Usage:  eng/components/slurm/down.sh DIRECTORY [--now]
#   --now     kill: the data are not needed any more
#
# Only processes that up.sh recorded are signalled, after their start times were compared, and steps of jobs that have the
# directory's log files open.
set -uo pipefail
cd "${1:?usage: down.sh DIRECTORY [--now]}" || exit 1
now=; [ "${2:-}" != --now ] || now=1
directory=$PWD
export SLURM_CONF=$directory/slurm.conf
alive() {
  local pid start
  [ -s "pid/$1" ] && read -r pid start <"pid/$1" && [ "$(cut -d' ' -f22 "/proc/$pid/stat" 2>/dev/null)" = "$start" ] &&
    grep -q '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$pid/status" 2>/dev/null
}
stop() { # NAME [SIGNAL]
  local pid start
  if alive "$1"; then
    read -r pid start <"pid/$1"
    # What is paused hears nothing but this.
    kill -CONT "$pid" 2>/dev/null
    kill -"${2:-TERM}" "$pid" 2>/dev/null
    for _ in $(seq 200); do alive "$1" || break; sleep .05; done
    ! alive "$1" || kill -KILL "$pid" 2>/dev/null
  fi
  rm -f "pid/$1"
}
# Steps of jobs are nobody's children and outlive slurmd; their titles hide their environment, their log files do not.
steps() {
  local process
  for process in /proc/[0-9]*; do
    [ "$(cat "$process/comm" 2>/dev/null)" = slurmstepd ] || continue
    readlink "$process"/fd/* 2>/dev/null | grep -q "^$directory/" && echo "${process#/proc/}"
  done
}
if alive slurmctld && [ -n "$(steps)" ]; then
  timeout 5 scancel --full --signal=KILL --state=RUNNING 2>/dev/null
  timeout 5 scancel --state=PENDING 2>/dev/null
  timeout 5 scancel --state=RUNNING 2>/dev/null
  for _ in $(seq 40); do [ -n "$(steps)" ] || break; sleep .1; done
fi
mapfile -t names < <(tac names 2>/dev/null)
for name in "${names[@]}"; do
  # The database flushes its data when asked in good order.
  if [ -n "$now" ]; then stop "$name" KILL; else stop "$name"; fi
done
for step in $(steps); do kill -KILL "$step" 2>/dev/null; done
if [ -e cgroup.conf ]; then
  for node in $(sed -n 's/^NodeName=\([^ ]*\) .*/\1/p' slurm.conf); do
    find /sys/fs/cgroup/{freezer,memory,cpuacct,cpuset}/slurm_"$node" -depth -type d -exec rmdir {} \; 2>/dev/null
  done
fi
exit 0
