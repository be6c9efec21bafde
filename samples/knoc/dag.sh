#!/bin/sh
# Runs the Jobs of a workflow in the order of their annotation workflow/after: dag.sh WORKFLOW [kubectl's options]
set -eu
workflow=$1
shift
list() {
  kubectl "$@" get jobs -l "workflow=$workflow" -o "jsonpath={range .items[*]}{.metadata.name}{'|'}{.metadata.annotations.workflow/after}{'|'}{.spec.parallelism}{'|'}{.status.conditions[?(@.status=='True')].type}{'\n'}{end}"
}
while :; do
  state=$(list "$@")
  case $state in *Failed*) printf '%s\n' "$state" >&2; exit 1 ;; esac
  waiting=0
  while IFS='|' read -r name after parallelism conditions; do
    case $conditions in *Complete*) continue ;; esac
    waiting=1
    [ "$parallelism" = 0 ] || continue
    ready=1
    for other in $after; do
      printf '%s\n' "$state" | grep -q "^$other|.*Complete" || ready=0
    done
    [ $ready = 0 ] || kubectl "$@" patch job "$name" --type=merge -p '{"spec":{"parallelism":1}}'
  done <<END
$state
END
  [ $waiting = 1 ] || exit 0
  sleep 1
done
