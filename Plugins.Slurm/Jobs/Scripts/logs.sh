# Containers write straight into files, one for each stream: nothing stands between that could be slow, or lose a line when all is
# killed. When a line was written is told by an index beside: "time size-of-out size-of-err", a line for each time that they grew.

declare -A LOG_OUT LOG_ERR LOG_AT

# index_log CONTAINER: the file's own position tells its size without starting a program.
index_log() {
  local c=$1 out err key
  [[ -n ${LOG_OUT[$c]-} ]] || return 0
  { read -r key out <"/proc/$SELF/fdinfo/${LOG_OUT[$c]}"; read -r key err <"/proc/$SELF/fdinfo/${LOG_ERR[$c]}"; } 2>/dev/null || return 0
  [[ "$out $err" != "${LOG_AT[$c]}" ]] || return 0
  [[ $out != 0 || $err != 0 ]] || return 0
  LOG_AT[$c]="$out $err"
  now
  printf '%s %s %s\n' "$NOW" "$out" "$err" >>"$POD/logs/$c/${ATTEMPT[$c]}.idx"
}

close_log() {
  local c=$1 out=${LOG_OUT[$1]-} err=${LOG_ERR[$1]-}
  [[ -n $out ]] || return 0
  index_log "$c"
  exec {out}>&-
  exec {err}>&-
  LOG_OUT[$c]='' LOG_ERR[$c]=''
}
