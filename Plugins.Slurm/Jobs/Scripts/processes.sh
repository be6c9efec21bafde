# Processes of containers: a session each, and marked in their environment, so that none is left behind within this job.

# signal_main CONTAINER SIGNAL: to what the pod's author started, not to what stands around it.
signal_main() {
  local pid=${PROCESS[$1]} children
  [[ -n $pid ]] || return 0
  setting "$1" mode
  if [[ $VALUE == instance ]] && children_of "$pid" && [[ ${#CHILDREN[@]} -gt 0 ]]; then
    kill -s "$2" "${CHILDREN[@]}" 2>/dev/null
  else
    kill -s "$2" "$pid" 2>/dev/null
  fi
}

# children_of PID: in CHILDREN.
children_of() {
  local stat line fields
  CHILDREN=()
  set +f
  for stat in /proc/[0-9]*/stat; do
    { read -r line <"$stat"; } 2>/dev/null || continue
    read -r -a fields <<<"${line##*) }"
    [[ ${fields[1]} != "$1" ]] || CHILDREN+=("${line%% *}")
  done
  set -f
}

# members_of SESSION MARK: processes of a session, or with the mark in their environment; in MEMBERS.
members_of() {
  local stat line fields pid item
  MEMBERS=()
  set +f
  for stat in /proc/[0-9]*/stat; do
    [[ -O $stat ]] || continue
    { read -r line <"$stat"; } 2>/dev/null || continue
    pid=${line%% *}
    [[ $pid != "$SELF" && $pid != "$BASHPID" ]] || continue
    read -r -a fields <<<"${line##*) }"
    [[ ${fields[0]} != Z ]] || continue
    if [[ -n $1 && ${fields[3]} == "$1" ]]; then MEMBERS+=("$pid"); continue; fi
    while IFS= read -r -d '' item; do
      if [[ $item == "$2" ]]; then MEMBERS+=("$pid"); break; fi
    done 2>/dev/null <"/proc/$pid/environ"
  done
  set -f
}

# end_container CONTAINER: everything of its present attempt, at once. New ones may start while it looks, so it looks again.
end_container() {
  local c=$1 round instance=${NAME_OF_INSTANCE[$1]-} pid
  if [[ -n $instance && -s $SCRATCH/$instance.pid ]]; then
    { read -r pid <"$SCRATCH/$instance.pid"; } 2>/dev/null && kill -s KILL "$pid" 2>/dev/null
    rm -f "$SCRATCH/$instance.pid"
  fi
  for ((round = 0; round < 10; round++)); do
    members_of "${PROCESS[$c]}" "REEVE_CONTAINER=${SETTINGS[/token]}/$c"
    [[ ${#MEMBERS[@]} -gt 0 ]] || break
    kill -s KILL "${MEMBERS[@]}" 2>/dev/null
  done
  [[ -z $instance ]] || remove_traces "$instance" &
}

# remove_traces INSTANCE: what it had as its own /tmp, and what the runtime keeps of it at home, where nobody looks.
remove_traces() {
  local home
  rm -rf -- "${SCRATCH:?}/$1" 2>/dev/null
  set +f
  for home in "${APPTAINER_CONFIGDIR:-$HOME/.apptainer}" "$HOME/.singularity"; do
    rm -f -- "$home/instances/logs"/*/*/"$1.out" "$home/instances/logs"/*/*/"$1.err"
  done 2>/dev/null
}
