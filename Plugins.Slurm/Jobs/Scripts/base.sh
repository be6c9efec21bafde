# Words used everywhere: time, encoding, lists in files. Bash 4.2 and coreutils are enough.

# Bytes are bytes: no locale takes part in reading, matching or cutting them. Not exported: containers keep their own.
unset LC_ALL
LC_ALL=C
set -f
umask 077

POD=$REEVE_POD
RUN=$POD/run
JOB=${SLURM_JOB_ID:-0}
REQUEUES=${SLURM_RESTART_COUNT:-0}
SELF=$$

say() { printf 'reeve: %s\n' "$*" >&2; }

# now: microseconds since 1970 in NOW.
if [[ -n ${EPOCHREALTIME-} ]]; then
  now() { NOW=${EPOCHREALTIME/[.,]/}; }
else
  now() { printf -v NOW '%(%s)T000000' -1; }
fi

# encode TEXT: base64 in ENCODED, or - for nothing.
encode() {
  ENCODED=-
  [[ -z $1 ]] || ENCODED=$(printf '%s' "$1" | base64 -w 0)
}

# decode TEXT: the inverse, in DECODED.
decode() {
  DECODED=
  [[ $1 == - ]] || DECODED=$(printf '%s' "$1" | base64 -d)
}

# read_list FILE: items that each end with a NUL, in LIST. What is known only here stands in for its placeholder.
read_list() {
  local item
  LIST=()
  while IFS= read -r -d '' item; do
    if [[ -n $PLACEHOLDER && $item == *"$PLACEHOLDER"* ]]; then
      item=${item//"$PLACEHOLDER:ip:"/"$ADDRESS"}
      item=${item//"$PLACEHOLDER:ips:"/"$ADDRESSES"}
      item=${item//"$PLACEHOLDER:instance:"/"$INSTANCE"}
      item=${item//"$PLACEHOLDER:tasks:"/"${SLURM_NTASKS:-1}"}
      item=${item//"$PLACEHOLDER:scratch:"/"$SCRATCH"}
    fi
    LIST+=("$item")
  done <"$1"
}

# setting CONTAINER NAME [DEFAULT]: in VALUE.
setting() { VALUE=${SETTINGS[$1/$2]-${3-}}; }

declare -A SETTINGS
CONTAINERS=()
PLACEHOLDER=''
ADDRESS='' ADDRESSES='' INSTANCE='' SCRATCH=''

# load_settings: the pod's and its containers' settings. Pairs of container/name and value; no container for the pod's own.
load_settings() {
  local i
  read_list "$RUN/settings"
  for ((i = 0; i + 1 < ${#LIST[@]}; i += 2)); do SETTINGS[${LIST[i]}]=${LIST[i + 1]}; done
  read_list "$RUN/containers"
  CONTAINERS=()
  [[ ${#LIST[@]} -eq 0 ]] || CONTAINERS=("${LIST[@]}")
  PLACEHOLDER=${SETTINGS[/placeholder]}
}

# find_addresses: of this machine, as the rest of the cluster reaches it.
find_addresses() {
  local -a found
  local address
  ADDRESS='' ADDRESSES=''
  read -r -a found <<<"$(hostname -I 2>/dev/null || getent hosts "$HOSTNAME" 2>/dev/null)"
  for address in ${found[@]+"${found[@]}"} 127.0.0.1; do
    [[ $address =~ ^[0-9a-f.:]+$ ]] || continue
    if [[ -z $ADDRESSES ]]; then ADDRESS=$address ADDRESSES=$address; fi
    [[ ",$ADDRESSES," == *",$address,"* || $address == 127.0.0.1 ]] || ADDRESSES+=,$address
  done
}
