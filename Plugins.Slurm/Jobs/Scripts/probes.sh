# Probes: each in a shell of its own with a deadline, results told to the loop. Settings: KIND.action, .delay, .period, .timeout,
# .success, .failure, .grace, in seconds and counts. Actions: exec, http, tcp, host (a program of this machine).

declare -A PROBE_NEXT PROBE_GOOD PROBE_BAD PROBE_PID PROBE_UNTIL
PROBE_KINDS='startup liveness readiness'

reset_probes() {
  local kind
  for kind in $PROBE_KINDS; do PROBE_NEXT[$1/$kind]='' PROBE_GOOD[$1/$kind]=0 PROBE_BAD[$1/$kind]=0 PROBE_PID[$1/$kind]=''; done
}

has_probe() { [[ -n ${SETTINGS[$1/$2.action]-} ]]; }

# arm_probes CONTAINER: it runs now.
arm_probes() {
  local c=$1 kind
  for kind in $PROBE_KINDS; do
    has_probe "$c" "$kind" || continue
    PROBE_NEXT[$c/$kind]=$((${STARTED[$c]} + ${SETTINGS[$c/$kind.delay]} * 1000000))
  done
  if ! has_probe "$c" startup; then begun "$c"; fi
}

# begun CONTAINER: the startup probe passed, or there is none.
begun() {
  local c=$1
  BEGUN[$c]=1 CHANGED=1
  has_probe "$c" readiness || READY[$c]=1
}

# tick_probes CONTAINER
tick_probes() {
  local c=$1 kind key
  now
  for kind in $PROBE_KINDS; do
    key=$c/$kind
    has_probe "$c" "$kind" || continue
    if [[ -n ${PROBE_PID[$key]} ]]; then
      if [[ $NOW -gt ${PROBE_UNTIL[$key]} ]]; then
        children_of "${PROBE_PID[$key]}"
        kill -s KILL "${PROBE_PID[$key]}" ${CHILDREN[@]+"${CHILDREN[@]}"} 2>/dev/null
        PROBE_PID[$key]=''
        encode "no answer within ${SETTINGS[$key.timeout]} s"
        probed "$c" "$kind" 1 "$ENCODED"
      fi
      continue
    fi
    # One that has not begun is asked that alone; one that has, is not asked again.
    if [[ $kind == startup ]]; then [[ ${BEGUN[$c]} -eq 0 ]] || continue; else [[ ${BEGUN[$c]} -eq 1 ]] || continue; fi
    [[ ${PROBE_NEXT[$key]:-0} -le $NOW ]] || continue
    PROBE_NEXT[$key]=$((NOW + ${SETTINGS[$key.period]} * 1000000))
    PROBE_UNTIL[$key]=$((NOW + ${SETTINGS[$key.timeout]} * 1000000 + 500000))
    run_probe "$c" "$kind" >/dev/null 2>&1 </dev/null &
    PROBE_PID[$key]=$!
  done
}

run_probe() {
  local c=$1 kind=$2 output code
  trap - TERM INT HUP USR1
  output=$(act "$c" "$kind" "${SETTINGS[$c/$kind.timeout]}" 2>&1)
  code=$?
  encode "${output:0:600}"
  tell probed "$c" "$kind" "$code" "$ENCODED" "${ATTEMPT[$c]}" "$BASHPID"
}

# act CONTAINER WHAT SECONDS: runs a probe or a hook.
act() {
  local c=$1 what=$2
  case ${SETTINGS[$c/$what.action]} in
    exec)
      read_list "$RUN/c/$c/$what"
      inside "$c" "$3" "${LIST[@]}"
      ;;
    host)
      read_list "$RUN/c/$c/$what"
      timeout -k 1 "$3" "${LIST[@]}"
      ;;
    http) http_get "$c" "$what" ;;
    tcp) connect "$c" "$what" ;;
    sleep) sleep "${SETTINGS[$c/$what.seconds]}" ;;
  esac
}

# inside CONTAINER SECONDS WORDS: runs a program in a running container.
inside() {
  local c=$1 seconds=$2
  shift 2
  INSTANCE=${NAME_OF_INSTANCE[$c]}
  local -a words=("$@")
  read_list "$RUN/c/$c/exec"
  words=(${LIST[@]+"${LIST[@]}"} "${words[@]}")
  local limit=(timeout -k 1 "$seconds")
  limit[0]=$(command -v timeout)
  setting "$c" directory
  local directory=$VALUE
  keep_no_files
  give_environment "$c"
  [[ -z $directory ]] || cd -- "$directory" || return 126
  exec "${limit[@]}" ${THROUGH[@]+"${THROUGH[@]}"} "${words[@]}"
}

# probed CONTAINER KIND CODE TEXT: one result.
probed() {
  local c=$1 kind=$2 key=$1/$2
  PROBE_PID[$key]=''
  [[ ${STATE[$c]} == running ]] || return 0
  if [[ $3 -eq 0 ]]; then
    PROBE_BAD[$key]=0 PROBE_GOOD[$key]=$((${PROBE_GOOD[$key]} + 1))
    [[ ${PROBE_GOOD[$key]} -ge ${SETTINGS[$key.success]} ]] || return 0
    case $kind in
      startup) begun "$c" ;;
      readiness) if [[ ${READY[$c]} -eq 0 ]]; then READY[$c]=1 CHANGED=1; fi ;;
    esac
    return 0
  fi
  PROBE_GOOD[$key]=0 PROBE_BAD[$key]=$((${PROBE_BAD[$key]} + 1))
  # Told when it begins and when it has its effect: each word is written to the shared file system and sent to the agent.
  if [[ ${PROBE_BAD[$key]} -eq 1 || ${PROBE_BAD[$key]} -eq ${SETTINGS[$key.failure]} ]]; then
    decode "$4"
    event Warning Unhealthy "$c" "${kind^} probe failed: $DECODED"
  fi
  [[ ${PROBE_BAD[$key]} -ge ${SETTINGS[$key.failure]} ]] || return 0
  if [[ $kind == readiness ]]; then
    if [[ ${READY[$c]} -eq 1 ]]; then READY[$c]=0 CHANGED=1; fi
  elif [[ ${STOP_AT[$c]} -eq 0 ]]; then
    event Normal Killing "$c" "Container $c failed $kind probe, will be restarted"
    stop_container "$c" "${SETTINGS[$key.grace]}"
  fi
}
