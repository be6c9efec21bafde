# Connections of the shell itself. Names of hosts hold letters, digits, dots, colons and dashes: checked before.

# target CONTAINER WHAT: in HOST and PORT.
target() {
  HOST=${SETTINGS[$1/$2.host]-} PORT=${SETTINGS[$1/$2.port]}
  # Containers share the machine's network, and the shell knows addresses of either kind by that name.
  [[ -n $HOST ]] || HOST=${ADDRESS:-localhost}
}

connect() {
  local connection
  target "$1" "$2"
  { exec {connection}<>"/dev/tcp/$HOST/$PORT"; } 2>/dev/null || { printf 'dial tcp %s:%s: connection refused' "$HOST" "$PORT"; return 1; }
  exec {connection}>&-
}

# http_get CONTAINER WHAT: an answer from 200 to 399 is good. Headers are in a list: name and value by turns.
http_get() {
  local connection protocol status rest i request authority
  target "$1" "$2"
  authority=$HOST
  [[ $HOST != *:* ]] || authority="[$HOST]"
  read_list "$RUN/c/$1/$2"
  request="GET ${LIST[0]} HTTP/1.1"$'\r\n'
  local host="$authority:$PORT"
  for ((i = 1; i + 1 < ${#LIST[@]}; i += 2)); do
    if [[ ${LIST[i],,} == host ]]; then host=${LIST[i + 1]}; else request+="${LIST[i]}: ${LIST[i + 1]}"$'\r\n'; fi
  done
  request+="Host: $host"$'\r\n'"Connection: close"$'\r\n\r\n'
  { exec {connection}<>"/dev/tcp/$HOST/$PORT"; } 2>/dev/null || { printf 'dial tcp %s:%s: connection refused' "$HOST" "$PORT"; return 1; }
  printf '%s' "$request" >&"$connection"
  read -r protocol status rest <&"$connection"
  exec {connection}>&-
  if [[ $protocol == HTTP/1.* && $status =~ ^[0-9]+$ && $status -ge 200 && $status -lt 400 ]]; then return 0; fi
  printf 'HTTP probe failed with statuscode: %s' "${status:-none}"
  return 1
}
