# The order of a pod's containers: init containers one after another, sidecars among them, then the regular ones side by side.

DONE=0
EXIT=0

# plan: looks at all containers and does what is due. Sets DONE when nothing runs and nothing will.
plan() {
  local c kind
  if [[ $STOPPING -eq 1 ]]; then plan_stop; return; fi
  for c in "${CONTAINERS[@]}"; do
    kind=${SETTINGS[$c/kind]}
    case $kind in
      init)
        if [[ ${STATE[$c]} == terminated && ${CODE[$c]} -eq 0 ]]; then continue; fi
        if [[ ${STATE[$c]} == terminated ]]; then
          if restarts "$c"; then again "$c"; else wind_up; return; fi
        fi
        try_start "$c"
        return
        ;;
      sidecar)
        [[ ${STATE[$c]} != terminated ]] || again "$c"
        try_start "$c"
        if [[ ${BEGUN[$c]} -eq 1 && ${POSTSTART[$c]} != running ]]; then PASSED[$c]=1; fi
        [[ ${PASSED[$c]:-0} -eq 1 ]] || return 0
        ;;
      regular)
        if [[ ${STATE[$c]} == terminated ]] && restarts "$c"; then again "$c"; fi
        try_start "$c"
        ;;
    esac
  done
  for c in "${CONTAINERS[@]}"; do
    [[ ${SETTINGS[$c/kind]} != regular || ${STATE[$c]} == terminated ]] || return 0
  done
  wind_up
}

# wind_up: the work is done, or cannot be: what still runs is stopped.
wind_up() { stop_pod "${SETTINGS[/grace]}"; plan_stop; }

# plan_stop: regular and init containers together, then sidecars, the last one first.
plan_stop() {
  local c i left=0 rest
  now
  rest=$(((STOP_UNTIL - NOW + 999999) / 1000000))
  [[ $rest -gt 0 ]] || rest=0
  for c in "${CONTAINERS[@]}"; do
    [[ ${STATE[$c]} == running || ${STATE[$c]} == starting ]] || continue
    [[ ${SETTINGS[$c/kind]} != sidecar ]] || continue
    left=1
    stop_container "$c" "$rest"
  done
  [[ $left -eq 0 ]] || return 0
  for ((i = ${#CONTAINERS[@]} - 1; i >= 0; i--)); do
    c=${CONTAINERS[i]}
    [[ ${STATE[$c]} == running || ${STATE[$c]} == starting ]] || continue
    stop_container "$c" "$rest"
    return 0
  done
  DONE=1
}

# exit_code: the highest of the containers that decide about the pod.
exit_code() {
  local c
  EXIT=0
  for c in "${CONTAINERS[@]}"; do
    [[ ${SETTINGS[$c/kind]} != sidecar && ${STATE[$c]} == terminated ]] || continue
    [[ ${CODE[$c]} -le $EXIT ]] || EXIT=${CODE[$c]}
  done
  [[ -z $POD_FAILURE || $EXIT -ne 0 ]] || EXIT=1
}

declare -A PASSED
