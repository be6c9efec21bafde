# What happens to a container, and what is done next.

# A container's end is told by its watcher; words of an attempt that is over are dropped by the process that they name.
on_started() {
  local c=$1
  PROCESS[$c]=$2 STARTED[$c]=$3 STATE[$c]=running REASON[$c]=- CHANGED=1 REFUSED[$c]=0
  if has_hook "$c" postStart; then
    POSTSTART[$c]=running
    run_hook "$c" postStart 3600 >/dev/null 2>&1 </dev/null &
  fi
  arm_probes "$c"
  [[ ${STOP_AT[$c]} -eq 0 ]] || terminate "$c"
}

on_ended() {
  local c=$1 code=$2
  fetch_message "$c"
  end_container "$c"
  wait "${WATCHER[$c]}" 2>/dev/null
  close_log "$c"
  ended "$c" "$code" "$3" "$([[ $code -eq 0 ]] && printf Completed || printf Error)"
  [[ $code -ne 137 ]] || ! was_short || REASON[$c]=OOMKilled
  read_message "$c"
}

# find_kills: the file in which the kernel counts whom it killed for want of memory where this job runs; empty where nothing limits it.
find_kills() {
  local id controllers path file
  KILLS_FILE='' KILLS_TOLD=0
  while IFS=: read -r id controllers path; do
    case ",$controllers," in
      *,memory,*) file=/sys/fs/cgroup/memory$path/memory.oom_control ;;
      ,,) file=/sys/fs/cgroup$path/memory.events ;;
      *) continue ;;
    esac
    if [[ -r $file ]]; then KILLS_FILE=$file; return; fi
  done </proc/self/cgroup
}

# was_short: whether the kernel has killed more often than was told of.
was_short() {
  local key count
  [[ -n $KILLS_FILE ]] || return 1
  while read -r key count; do
    [[ $key == oom_kill && $count -gt $KILLS_TOLD ]] || continue
    KILLS_TOLD=$((KILLS_TOLD + 1))
    return 0
  done 2>/dev/null <"$KILLS_FILE"
  return 1
}

ended() {
  local c=$1
  FINISHED[$c]=$3 CODE[$c]=$2 REASON[$c]=$4 STATE[$c]=terminated READY[$c]=0 BEGUN[$c]=0 STOP_AT[$c]=0 KILL_AT[$c]=0 PROCESS[$c]='' CHANGED=1
}

# The place for it could not be made: an image that is not there, a mount that is refused.
on_failed() {
  local c=$1 text
  close_log "$c"
  decode "$2"
  text=$DECODED
  wait "${WATCHER[$c]}" 2>/dev/null
  REFUSED[$c]=$((${REFUSED[$c]} + 1))
  now
  if [[ $STOPPING -eq 1 || ${STOP_AT[$c]} -ne 0 || ${REFUSED[$c]} -ge ${SETTINGS[/tries]} ]]; then
    ended "$c" 128 "$NOW" StartError
    STARTED[$c]=$NOW MESSAGE[$c]=$2
    return
  fi
  case $text in
    *"oci registry"* | *"Unable to pull"* | *"unauthorized"* | *"manifest unknown"* | *"while pulling"* | *"ailed to get"*) REASON[$c]=ErrImagePull ;;
    *) REASON[$c]=CreateContainerError ;;
  esac
  event Warning Failed "$c" "$text"
  STATE[$c]=waiting MESSAGE[$c]=$2 PROCESS[$c]='' CHANGED=1
  back_off "$c" "$NOW"
}

# fetch_message CONTAINER: a file in /dev cannot be mounted there beforehand; while the instance lives its files can be reached.
fetch_message() {
  local c=$1 pid instance=${NAME_OF_INSTANCE[$1]-}
  [[ ${SETTINGS[$c/messagePath]-} == /dev/* && -s $SCRATCH/$instance.pid ]] || return 0
  { read -r pid <"$SCRATCH/$instance.pid" && tail -c 4096 "/proc/$pid/root${SETTINGS[$c/messagePath]}" >"$RUN/c/$c/message"; } 2>/dev/null
}

# read_message CONTAINER: its last words: the end of its file, or of what it wrote last if it failed.
read_message() {
  local c=$1 file=$RUN/c/$1/message
  MESSAGE[$c]=-
  if [[ -f $file && ! -L $file && -s $file ]]; then
    MESSAGE[$c]=$(tail -c 4096 "$file" | base64 -w 0)
  elif [[ ${SETTINGS[$c/messagePolicy]-} == FallbackToLogsOnError && ${CODE[$c]} -ne 0 ]]; then
    MESSAGE[$c]=$({ tail -c 2048 "$POD/logs/$c/${ATTEMPT[$c]}.out"; tail -c 2048 "$POD/logs/$c/${ATTEMPT[$c]}.err"; } | tail -n 80 | tail -c 2048 | base64 -w 0)
  fi
  [[ -n ${MESSAGE[$c]} ]] || MESSAGE[$c]=-
}

# restarts CONTAINER: whether it is started again after its end.
restarts() {
  local c=$1 rule rules
  [[ $STOPPING -eq 0 ]] || return 1
  read -r -a rules <<<"${SETTINGS[$c/rules]-}"
  for rule in ${rules[@]+"${rules[@]}"}; do
    case $rule in
      In:*) [[ ",${rule#In:}," == *",${CODE[$c]},"* ]] && return 0 ;;
      NotIn:*) [[ ",${rule#NotIn:}," != *",${CODE[$c]},"* ]] && return 0 ;;
    esac
  done
  case ${SETTINGS[$c/restart]} in
    Always) return 0 ;;
    OnFailure) [[ ${CODE[$c]} -ne 0 ]] ;;
    *) return 1 ;;
  esac
}

# back_off CONTAINER SINCE: when to try again. The pause doubles with each start, and is forgotten after twice its longest.
back_off() {
  local c=$1 most=$((${SETTINGS[/backoffMax]} * 1000000)) first=$((${SETTINGS[/backoff]} * 1000000))
  if [[ $(($2 - ${GROWN_AT[$c]})) -gt $((2 * most)) ]]; then BACKOFF[$c]=0; fi
  RETRY_AT[$c]=$(($2 + ${BACKOFF[$c]}))
  PAUSE=$((${BACKOFF[$c]} / 1000000))
  if [[ ${BACKOFF[$c]} -eq 0 ]]; then BACKOFF[$c]=$first; else BACKOFF[$c]=$((${BACKOFF[$c]} * 2)); fi
  if [[ ${BACKOFF[$c]} -gt $most ]]; then BACKOFF[$c]=$most; fi
  GROWN_AT[$c]=$2
}

# again CONTAINER: from ended to waiting for its next attempt.
again() {
  local c=$1
  back_off "$c" "${FINISHED[$c]}"
  LAST[$c]="${ATTEMPT[$c]} ${REASON[$c]} ${CODE[$c]} 0 ${STARTED[$c]} ${FINISHED[$c]} ${MESSAGE[$c]}"
  STATE[$c]=waiting REASON[$c]=CrashLoopBackOff NEXT[$c]=1 CHANGED=1
  encode "back-off ${PAUSE}s restarting failed container=$c"
  MESSAGE[$c]=$ENCODED
  [[ $PAUSE -eq 0 ]] || event Warning BackOff "$c" "Back-off restarting failed container $c"
}

# ready_to_start CONTAINER: starts it if its time has come.
try_start() {
  local c=$1
  [[ ${STATE[$c]} == waiting ]] || return 0
  now
  [[ $NOW -ge ${RETRY_AT[$c]} ]] || return 0
  if [[ ${NEXT[$c]:-0} -eq 1 ]]; then ATTEMPT[$c]=$((${ATTEMPT[$c]} + 1)) NEXT[$c]=0; fi
  start "$c"
}

declare -A NEXT
