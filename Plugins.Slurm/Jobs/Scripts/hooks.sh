# Hooks of containers: the same actions as probes, once.

has_hook() { [[ -n ${SETTINGS[$1/$2.action]-} ]]; }

# run_hook CONTAINER HOOK SECONDS: its end is told to the loop.
run_hook() {
  local output code
  trap - TERM INT HUP USR1
  output=$(act "$1" "$2" "$3" 2>&1)
  code=$?
  encode "${output:0:600}"
  tell hooked "$1" "$2" "$code" "$ENCODED" "${ATTEMPT[$1]}"
}

# hooked CONTAINER HOOK CODE TEXT
hooked() {
  local c=$1
  decode "$4"
  if [[ $2 == postStart ]]; then
    POSTSTART[$c]=finished CHANGED=1
    [[ $3 -ne 0 && ${STATE[$c]} == running ]] || return 0
    event Warning FailedPostStartHook "$c" "PostStartHook failed: $DECODED"
    stop_container "$c" "${SETTINGS[/grace]}"
  else
    [[ $3 -eq 0 ]] || event Warning FailedPreStopHook "$c" "PreStopHook failed: $DECODED"
    terminate "$c"
  fi
}
