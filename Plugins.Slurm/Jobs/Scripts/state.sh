# What is known of each container, and the status file that tells it to the agent.

declare -A STATE REASON MESSAGE CODE STARTED FINISHED READY BEGUN ATTEMPT LAST PROCESS WATCHER NAME_OF_INSTANCE
declare -A BACKOFF GROWN_AT RETRY_AT POSTSTART STOP_AT KILL_AT REFUSED
EVENTS_KEPT=()
EVENT_NUMBER=0
SEQUENCE=0
CHANGED=1
ENDED=0
POD_FAILURE=''
POD_STARTED=''

# A requeued job goes on with the numbers of the run before, whose containers are gone.
init_state() {
  local c kind name attempt state reason code signal started finished rest
  now
  POD_STARTED=$NOW
  for c in "${CONTAINERS[@]}"; do
    STATE[$c]=waiting REASON[$c]=- MESSAGE[$c]=- CODE[$c]=0 STARTED[$c]=- FINISHED[$c]=- READY[$c]=0 BEGUN[$c]=0 ATTEMPT[$c]=0
    LAST[$c]='' PROCESS[$c]='' WATCHER[$c]='' RETRY_AT[$c]=0 BACKOFF[$c]=0 GROWN_AT[$c]=0 POSTSTART[$c]=none STOP_AT[$c]=0 KILL_AT[$c]=0 REFUSED[$c]=0
  done
  [[ -f $POD/status ]] || return 0
  while read -r kind name attempt state reason code signal started finished rest; do
    [[ $kind == container && -n ${STATE[$name]-} && $attempt =~ ^[0-9]+$ ]] || continue
    [[ $started != - ]] || continue
    if [[ $state == running ]]; then code=137 signal=9 reason=ContainerStatusUnknown finished=$NOW; fi
    LAST[$name]="$attempt $reason $code $signal $started $finished -"
    ATTEMPT[$name]=$((attempt + 1))
  done <"$POD/status"
}

# event TYPE REASON CONTAINER TEXT
event() {
  now
  encode "${4:0:1000}"
  EVENT_NUMBER=$((EVENT_NUMBER + 1))
  EVENTS_KEPT+=("event $EVENT_NUMBER $NOW $1 $2 $3 $ENCODED")
  if [[ ${#EVENTS_KEPT[@]} -gt 32 ]]; then EVENTS_KEPT=("${EVENTS_KEPT[@]:1}"); fi
  CHANGED=1
}

container_line() {
  local c=$1 state=${STATE[$1]}
  [[ $state != starting ]] || state=waiting
  printf 'container %s %s %s %s %s 0 %s %s %s %s %s %s\n' "$c" "${ATTEMPT[$c]}" "$state" "${REASON[$c]}" "${CODE[$c]}" \
    "${STARTED[$c]}" "${FINISHED[$c]}" "${BEGUN[$c]}" "${READY[$c]}" "${MESSAGE[$c]}" "${NAME_OF_INSTANCE[$c]:--}"
  [[ -z ${LAST[$c]} ]] || printf 'last %s %s\n' "$c" "${LAST[$c]}"
}

# write_status: replaced as a whole, so that a reader sees one state or the next. The last line says that it is all there.
write_status() {
  local c line
  [[ $CHANGED -eq 1 ]] || return 0
  CHANGED=0
  SEQUENCE=$((SEQUENCE + 1))
  {
    printf 'reeve-status 1 %s %s %s\n' "$JOB" "$REQUEUES" "$SEQUENCE"
    printf 'pod %s %s %s %s\n' "$POD_STARTED" "$ENDED" "${HOSTNAME:--}" "${ADDRESSES:--}"
    # Slurm ends this run of the job, nobody else has said so: it alone knows whether there will be another.
    [[ $WARNED -eq 0 || -n ${STOP_WORD-} ]] || printf 'interrupted\n'
    [[ -z $POD_FAILURE ]] || printf 'failure %s\n' "$POD_FAILURE"
    for c in "${CONTAINERS[@]}"; do container_line "$c"; done
    for line in ${EVENTS_KEPT[@]+"${EVENTS_KEPT[@]}"}; do printf '%s\n' "$line"; done
    printf 'end %s\n' "$SEQUENCE"
  } >"$POD/status.new" && mv -f "$POD/status.new" "$POD/status"
  # Tells the agent that there is news, if it listens.
  if [[ -d ${POD%/*}/.changed ]]; then : >"${POD%/*}/.changed/${POD##*/}"; fi
}
