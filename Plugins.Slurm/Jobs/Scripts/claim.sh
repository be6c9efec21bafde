# A pod's directory belongs to one job. A submission whose answer was lost may come twice: the second job finds the claim and goes.

# is_over: whether the status file tells of the pod's end.
is_over() {
  local kind started ended rest
  [[ -f $POD/status ]] || return 1
  while read -r kind started ended rest; do
    [[ $kind != pod ]] || break
  done <"$POD/status"
  [[ $kind == pod && $ended == 1 ]]
}

# claim: returns 1 if another job holds the pod. One system call makes the claim and tells whose it is.
claim() {
  local holder
  if ln -sT "$JOB" "$POD/claim" 2>/dev/null; then return 0; fi
  holder=$(readlink "$POD/claim")
  if [[ $holder == "$JOB" ]]; then
    # Not put back, and yet there is a result: a controller that has lost its state gives numbers anew.
    if [[ $REQUEUES -gt 0 ]] || ! is_over; then return 0; fi
    say "an earlier job $JOB has run this pod to its end"
    return 1
  fi
  say "job ${holder:-(unknown)} holds this pod; job $JOB has nothing to do"
  return 1
}
