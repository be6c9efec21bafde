# Places for volumes that only the compute node can make or check.

# make_volumes: returns 1 with the reason in POD_FAILURE.
make_volumes() {
  local i kind path
  [[ -f $RUN/places ]] || return 0
  read_list "$RUN/places"
  for ((i = 0; i + 1 < ${#LIST[@]}; i += 2)); do
    kind=${LIST[i]} path=${LIST[i + 1]}
    if ! make_place "$kind" "$path"; then
      encode "hostPath type check failed: $path is not a $kind"
      POD_FAILURE="FailedMount $ENCODED"
      return 1
    fi
  done
}

make_place() {
  case $1 in
    Memory | Scratch) mkdir -p -m 0777 -- "$2" && chmod 0777 -- "$2" ;;
    DirectoryOrCreate) mkdir -p -m 0755 -- "$2" ;;
    FileOrCreate) [[ -f $2 ]] || { mkdir -p -m 0755 -- "${2%/*}" && (umask 022; : >>"$2"); } ;;
    # A path below a volume: made if it is not there, left as it is if it is.
    SubPath) [[ -e $2 ]] || mkdir -p -m 0755 -- "$2" ;;
    Directory) [[ -d $2 ]] ;;
    File) [[ -f $2 ]] ;;
    Socket) [[ -S $2 ]] ;;
    CharDevice) [[ -c $2 ]] ;;
    BlockDevice) [[ -b $2 ]] ;;
    *) [[ -e $2 ]] ;;
  esac
}

# remove_volumes: what is in this machine's memory or on its own disk and belongs to the pod alone.
remove_volumes() {
  local i
  [[ -f $RUN/places ]] || return 0
  read_list "$RUN/places"
  for ((i = 0; i + 1 < ${#LIST[@]}; i += 2)); do
    case ${LIST[i]} in
      Memory | Scratch) rm -rf -- "${LIST[i + 1]}"; rmdir -- "${LIST[i + 1]%/*}" 2>/dev/null ;;
    esac
  done
}
