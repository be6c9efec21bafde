# plain.sh ENVIRONMENT PLACEHOLDER ADDRESS ADDRESSES WORDS: becomes a program of this machine with the variables in a file. A shell of its own, with
# hardly a name, so that no variable of a pod meets one of the runner.
LC_ALL=C
reeve__file=$1 reeve__word=$2 reeve__ip=$3 reeve__ips=$4
shift 4
while IFS= read -r -d '' reeve__item; do
  reeve__item=${reeve__item//"$reeve__word:ips:"/$reeve__ips}
  export "${reeve__item//"$reeve__word:ip:"/$reeve__ip}"
done <"$reeve__file"
exec -- "$@"
