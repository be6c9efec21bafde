# What each container uses, when an agent asks for it: Slurm itself counts by job.

# measure: one look at all processes. Time of children that were waited for is in their parents' numbers.
measure() {
  local c stat line fields pid item hertz page
  local -A container_of cpu memory
  hertz=$(getconf CLK_TCK 2>/dev/null) || hertz=100
  page=$(getconf PAGESIZE 2>/dev/null) || page=4096
  for c in "${CONTAINERS[@]}"; do
    [[ ${STATE[$c]} == running && -n ${PROCESS[$c]} ]] || continue
    container_of[${PROCESS[$c]}]=$c cpu[$c]=0 memory[$c]=0
  done
  set +f
  for stat in /proc/[0-9]*/stat; do
    [[ -O $stat ]] || continue
    { read -r line <"$stat"; } 2>/dev/null || continue
    pid=${line%% *}
    read -r -a fields <<<"${line##*) }"
    c=${container_of[${fields[3]}]-}
    if [[ -z $c ]]; then
      while IFS= read -r -d '' item; do
        if [[ $item == "REEVE_CONTAINER=${SETTINGS[/token]}/"* ]]; then c=${item##*/}; break; fi
      done 2>/dev/null <"/proc/$pid/environ"
    fi
    [[ -n $c && -n ${cpu[$c]-} ]] || continue
    cpu[$c]=$((${cpu[$c]} + fields[11] + fields[12] + fields[13] + fields[14]))
    memory[$c]=$((${memory[$c]} + fields[21] * page))
  done
  set -f
  now
  {
    printf 'usage 1 %s\n' "$NOW"
    for c in "${CONTAINERS[@]}"; do
      [[ -z ${cpu[$c]-} ]] || printf 'container %s %s %s %s\n' "$c" "${ATTEMPT[$c]}" "$((${cpu[$c]} * 1000 / hertz))" "${memory[$c]}"
    done
  } >"$POD/usage.new" && mv -f "$POD/usage.new" "$POD/usage"
}
