enter() {
  local c=$1 directory
  shift
  load_settings
  find_addresses
  [[ -n ${SETTINGS[$c/kind]-} ]] || { say "no container $c"; exit 126; }
  [[ -f $RUN/c/$c/enter ]] || { say "container $c does not run"; exit 126; }
  read_list "$RUN/c/$c/enter"
  local -a words=(${LIST[@]+"${LIST[@]}"} "$@")
  setting "$c" directory
  directory=$VALUE
  give_environment "$c"
  [[ -z $directory ]] || cd -- "$directory" || exit 126
  exec ${THROUGH[@]+"${THROUGH[@]}"} "${words[@]}"
}

enter "$@"
