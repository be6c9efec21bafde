#!/bin/bash
# enter.sh CONTAINER [-i INPUT-IS-KEPT] -- WORDS: runs a program in a running container of this pod, from another step of its job:
#   srun --overlap --jobid=ID bash POD/run/enter.sh CONTAINER WORDS...
# Terminal, input, output and exit code are the program's own.
REEVE_POD=${BASH_SOURCE[0]%/run/*}
