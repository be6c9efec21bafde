# Starting one attempt of a container, and what runs beside it: in a shell of its own, which tells its end.

# tell WORDS: to the loop of the main shell; shorter than a pipe takes at once, so that lines do not mix. The spaces: see next_line.
tell() { printf '  %s\n' "$*" >&"$LOOP"; }

# give_environment CONTAINER: what its processes see. Of the job's own, only what the site lets through. What a program has to be started by is in
# THROUGH: where variables need no other name on the way to it, a shell with names of its own takes them.
give_environment() {
  local c=$1 name pattern prefix keep item
  prefix=${SETTINGS[/variablePrefix]-}
  read_list "$RUN/pass"
  local -a passed=(${LIST[@]+"${LIST[@]}"})
  for name in $(compgen -e); do
    keep=0
    for pattern in ${passed[@]+"${passed[@]}"}; do
      # shellcheck disable=SC2053 # a pattern it is
      if [[ $name == $pattern ]]; then keep=1; break; fi
    done
    if [[ -n $prefix ]]; then
      [[ $keep -eq 0 || $name == "$prefix"* ]] || export "$prefix$name=${!name}"
    elif [[ $keep -eq 0 ]]; then
      unset "$name" 2>/dev/null
    fi
  done
  # The mark by which end_container finds them; a runtime that cleans the environment needs it under its own name as well.
  export REEVE_CONTAINER="${SETTINGS[/token]}/$c"
  # Files of containers are not more private than elsewhere.
  umask 022
  THROUGH=()
  if [[ -z $prefix ]]; then
    THROUGH=("$BASH" "$RUN/plain.sh" "$RUN/c/$c/env" "$PLACEHOLDER" "$ADDRESS" "$ADDRESSES")
    return
  fi
  export "${prefix}REEVE_CONTAINER=$REEVE_CONTAINER"
  read_list "$RUN/c/$c/env"
  for item in ${LIST[@]+"${LIST[@]}"}; do export "${item?}"; done
}

# keep_no_files: what is open here is no container's: the loop, and the logs of the others.
keep_no_files() {
  local c fd
  for c in "${CONTAINERS[@]}"; do
    for fd in ${LOG_OUT[$c]-} ${LOG_ERR[$c]-}; do exec {fd}>&-; done
  done
  exec {LOOP}>&-
}

# launch CONTAINER FILE [WORDS]: becomes what the list in a file says, with more words behind it.
launch() {
  local c=$1 file=$2
  shift 2
  trap - TERM INT HUP QUIT USR1
  read_list "$file"
  local -a words=("${LIST[@]}" "$@")
  setting "$c" directory
  local directory=$VALUE
  keep_no_files
  give_environment "$c"
  if [[ -n $directory ]] && ! cd -- "$directory"; then exit 126; fi
  exec "$SETSID" -- ${THROUGH[@]+"${THROUGH[@]}"} "${words[@]}"
}

# create CONTAINER: the place that the container runs in, where the runtime has such; image and mounts are decided here.
create() {
  local c=$1 output
  [[ -f $RUN/c/$c/create ]] || return 0
  if output=$(trap - TERM INT HUP QUIT USR1; exec {LOOP}>&-; exec 2>&1 </dev/null; load_secrets "$c"; give_environment "$c"
    read_list "$RUN/c/$c/create"; exec "${LIST[@]}"); then return 0; fi
  if [[ ${#output} -gt 1000 ]]; then output=${output:${#output}-1000}; fi
  encode "$output"
  tell failed "$c" "$ENCODED"
  return 1
}

# load_secrets CONTAINER: credentials for its registry.
load_secrets() {
  local item
  [[ -f $RUN/c/$1/pull ]] || return 0
  read_list "$RUN/c/$1/pull"
  for item in "${LIST[@]}"; do export "${item?}"; done
}

# watch CONTAINER: the shell beside an attempt.
watch() {
  local c=$1 pid code
  trap '' TERM INT HUP USR1
  create "$c" || return 0
  launch "$c" "$RUN/c/$c/argv" &
  pid=$!
  now
  tell started "$c" "$pid" "$NOW"
  wait "$pid"
  code=$?
  now
  tell ended "$c" "$code" "$NOW"
}

# start CONTAINER: a new attempt.
start() {
  local c=$1 directory out err
  INSTANCE=${SETTINGS[/token]}-${SETTINGS[$c/index]}-${ATTEMPT[$c]}
  NAME_OF_INSTANCE[$c]=$INSTANCE
  directory=$POD/logs/$c
  mkdir -p "$directory" "$SCRATCH/$INSTANCE"
  # The run before this one can be asked for, earlier ones cannot.
  rm -f "$directory/$((${ATTEMPT[$c]} - 2))".{out,err,idx,cut}
  exec {out}>>"$directory/${ATTEMPT[$c]}.out"
  exec {err}>>"$directory/${ATTEMPT[$c]}.err"
  LOG_OUT[$c]=$out LOG_ERR[$c]=$err LOG_AT[$c]='' LOG_CUT[$c]=''
  : >"$RUN/c/$c/message"
  if [[ -f $RUN/c/$c/exec ]]; then
    # For who comes from outside (kubectl exec): the same words with this attempt's names in them.
    read_list "$RUN/c/$c/exec"
    { [[ ${#LIST[@]} -eq 0 ]] || printf '%s\0' "${LIST[@]}"; } >"$RUN/c/$c/enter.new" && mv -f "$RUN/c/$c/enter.new" "$RUN/c/$c/enter"
  fi
  STATE[$c]=starting REASON[$c]=ContainerCreating MESSAGE[$c]=- CODE[$c]=0 STARTED[$c]=- FINISHED[$c]=- READY[$c]=0 BEGUN[$c]=0
  reset_probes "$c"
  POSTSTART[$c]=none
  PROCESS[$c]=''
  CHANGED=1
  watch "$c" 1>&"$out" 2>&"$err" </dev/null &
  WATCHER[$c]=$!
}
