# A pod's directory belongs to one job. A submission whose answer was lost may come twice: the second job finds the claim and goes.

# claim: returns 1 if another job holds the pod. One system call makes the claim and tells whose it is.
claim() {
  local holder
  if ln -sT "$JOB" "$POD/claim" 2>/dev/null; then return 0; fi
  holder=$(readlink "$POD/claim")
  if [[ $holder == "$JOB" ]]; then return 0; fi
  say "job ${holder:-(unknown)} holds this pod; job $JOB has nothing to do"
  return 1
}
