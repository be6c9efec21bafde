# Stopping: hook, signal, and after the grace the end of everything.

STOPPING=0
STOP_UNTIL=0
SIGNALLED=0
WARNED=0

# stop_container CONTAINER SECONDS: again with fewer seconds, and the fewer count.
stop_container() {
  local c=$1 until
  [[ ${STATE[$c]} == running || ${STATE[$c]} == starting ]] || return 0
  now
  until=$((NOW + $2 * 1000000))
  if [[ ${STOP_AT[$c]} -ne 0 ]]; then
    [[ ${KILL_AT[$c]} -le $until ]] || KILL_AT[$c]=$until
    return 0
  fi
  STOP_AT[$c]=$NOW KILL_AT[$c]=$until
  if [[ ${STATE[$c]} == running ]] && has_hook "$c" preStop && [[ $2 -gt 0 ]]; then
    run_hook "$c" preStop "$2" >/dev/null 2>&1 </dev/null &
  else
    terminate "$c"
  fi
}

terminate() {
  if [[ ${STATE[$1]} == starting && -z ${PROCESS[$1]} ]]; then end_container "$1"; return; fi
  signal_main "$1" "${SETTINGS[$1/stopSignal]:-TERM}"
}

tick_stop() {
  [[ ${KILL_AT[$1]} -ne 0 && ${STATE[$1]} != terminated && ${STATE[$1]} != waiting ]] || return 0
  now
  [[ $NOW -ge ${KILL_AT[$1]} ]] || return 0
  end_container "$1"
}

# stop_pod SECONDS
stop_pod() {
  local until
  now
  until=$((NOW + $1 * 1000000))
  if [[ $STOPPING -eq 0 ]]; then
    STOPPING=1 STOP_UNTIL=$until CHANGED=1
  elif [[ $until -lt $STOP_UNTIL ]]; then
    STOP_UNTIL=$until
  else
    return 0
  fi
}

# read_control: what the agent asks for. A signal without a word from it means the pod's own grace.
read_control() {
  local seconds
  if [[ -f $POD/control/stop ]] && { read -r seconds <"$POD/control/stop"; } 2>/dev/null && [[ $seconds =~ ^[0-9]{1,6}$ ]]; then
    [[ $seconds == "${STOP_WORD-}" ]] || stop_pod "$seconds"
    STOP_WORD=$seconds
  elif [[ $SIGNALLED -eq 1 ]]; then
    [[ $WARNED -eq 0 || $STOPPING -eq 1 ]] || check_limit
    stop_pod "${SETTINGS[/grace]}"
  fi
  SIGNALLED=0
  if [[ -f $POD/control/deadline ]] && { read -r seconds <"$POD/control/deadline"; } 2>/dev/null && [[ $seconds =~ ^[0-9]{1,10}$ ]]; then
    SETTINGS[/deadline]=$seconds
  fi
  if [[ -e $POD/control/usage ]]; then
    rm -f "$POD/control/usage"
    measure
  fi
}

# check_limit: whether a SIGTERM is Slurm's word before the time limit, which comes up to a minute early. Others send one as well.
check_limit() {
  local end=${SLURM_JOB_END_TIME-} shown
  if [[ -z $end ]]; then
    shown=$(timeout 5 squeue --noheader --jobs="$JOB" --format=%e 2>/dev/null) && end=$(date -d "$shown" +%s 2>/dev/null)
  fi
  now
  [[ $end =~ ^[0-9]+$ && $((NOW / 1000000)) -ge $((end - ${SETTINGS[/grace]} - 90)) ]] || return 0
  encode "The time limit of the job is reached"
  POD_FAILURE="DeadlineExceeded $ENCODED" CHANGED=1
}

check_deadline() {
  [[ -n ${SETTINGS[/deadline]-} && $STOPPING -eq 0 ]] || return 0
  now
  [[ $NOW -ge $((POD_STARTED + ${SETTINGS[/deadline]} * 1000000)) ]] || return 0
  encode "Pod was active on the node longer than the specified deadline"
  POD_FAILURE="DeadlineExceeded $ENCODED" CHANGED=1
  stop_pod "${SETTINGS[/grace]}"
}
