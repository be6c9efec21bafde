# The loop: words from watchers, probes and hooks, and a look at the clock between them.

handle() {
  local words
  read -r -a words <<<"$1"
  case ${words[0]} in
    started) on_started "${words[@]:1}" ;;
    ended) on_ended "${words[@]:1}" ;;
    failed) on_failed "${words[@]:1}" ;;
    probed) if [[ ${words[5]} == "${ATTEMPT[${words[1]}]}" && ${words[6]} == "${PROBE_PID[${words[1]}/${words[2]}]}" ]]; then probed "${words[@]:1:4}"; fi ;;
    hooked) if [[ ${words[5]} == "${ATTEMPT[${words[1]}]}" ]]; then hooked "${words[@]:1:4}"; fi ;;
  esac
}

# next_line SECONDS: in LINE. A time limit may strike in the middle of what is read and lose it, so it holds for a first character alone, of which
# each line has two that mean nothing; the rest of the line is there by then.
next_line() {
  local first
  IFS= read -r -t "$1" -n 1 -u "$LOOP" first || return 1
  IFS= read -r -u "$LOOP" LINE
}

tick() {
  local c
  TICKS=$((TICKS + 1))
  if [[ $SIGNALLED -eq 1 || $((TICKS % 8)) -eq 0 ]]; then read_control; fi
  check_deadline
  for c in "${CONTAINERS[@]}"; do
    case ${STATE[$c]} in
      running)
        index_log "$c"
        tick_probes "$c"
        tick_stop "$c"
        ;;
      starting) tick_stop "$c" ;;
    esac
  done
}

main() {
  TICKS=0
  cd "$POD" || { say "no directory $POD"; exit 1; }
  claim || exit 0
  SETSID=$(command -v setsid) || { say 'setsid (util-linux) is missing'; exit 1; }
  load_settings
  find_addresses
  find_kills
  SCRATCH=$(mktemp -d) || exit 1
  exec {LOOP}<> <(:)
  trap 'SIGNALLED=1' USR1 INT
  trap 'SIGNALLED=1 WARNED=1' TERM
  init_state
  write_status
  if [[ -f $RUN/before.sh ]]; then . "$RUN/before.sh"; set -f; fi
  if make_volumes; then
    while [[ $DONE -eq 0 ]]; do
      plan
      write_status
      [[ $DONE -eq 0 ]] || break
      next_line "${SETTINGS[/tick]}" && handle "$LINE"
      while read -r -t 0 -u "$LOOP" && next_line 1; do handle "$LINE"; done
      tick
    done
  fi
  remove_volumes
  rm -rf "$SCRATCH"
  exit_code
  ENDED=1 CHANGED=1
  write_status
  exit "$EXIT"
}

main
