# Containers write straight into files, one for each stream: nothing stands between that could be slow, or lose a line when all is
# killed. When a line was written is told by an index beside: "time size-of-out size-of-err", a line for each time that they grew.

declare -A LOG_OUT LOG_ERR LOG_AT LOG_CUT
LOG_CUTS=1

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
  cut_log "$c" "$out" "$err"
}

# cut_log CONTAINER OUT ERR: gives the blocks of the oldest half back when a file has become too long. Positions in it stay as they are; where it begins
# now is in a file beside.
cut_log() {
  local c=$1 most=${SETTINGS[/logMax]} out err new_out new_err file=$POD/logs/$1/${ATTEMPT[$1]}
  [[ $LOG_CUTS -eq 1 ]] || return 0
  read -r out err <<<"${LOG_CUT[$c]:-0 0}"
  new_out=$out new_err=$err
  if [[ $(($2 - out)) -gt $most ]]; then new_out=$((($2 - most / 2) / 65536 * 65536)); fi
  if [[ $(($3 - err)) -gt $most ]]; then new_err=$((($3 - most / 2) / 65536 * 65536)); fi
  [[ "$new_out $new_err" != "$out $err" ]] || return 0
  printf '%s %s\n' "$new_out" "$new_err" >"$file.cut.new" && mv -f "$file.cut.new" "$file.cut" || return 0
  LOG_CUT[$c]="$new_out $new_err"
  if { [[ $new_out -eq $out ]] || fallocate --punch-hole --offset 0 --length "$new_out" "$file.out"; } 2>/dev/null &&
    { [[ $new_err -eq $err ]] || fallocate --punch-hole --offset 0 --length "$new_err" "$file.err"; } 2>/dev/null; then return 0; fi
  LOG_CUTS=0 LOG_CUT[$c]="$out $err"
  rm -f "$file.cut"
  event Warning LogNotCut "$c" "The log is longer than $most bytes, and the file system cannot give back its beginning"
}

close_log() {
  local c=$1 out=${LOG_OUT[$1]-} err=${LOG_ERR[$1]-}
  [[ -n $out ]] || return 0
  index_log "$c"
  exec {out}>&-
  exec {err}>&-
  LOG_OUT[$c]='' LOG_ERR[$c]=''
}
