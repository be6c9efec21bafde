#!/usr/bin/env bash
# Brings up a Slurm cluster on loopback as plain processes: munge, slurmctld, slurmd (several "nodes"), slurmdbd with MariaDB,
# slurmrestd with JWT, and an sshd as its login node.
#
# Usage:  eng/components/slurm/up.sh DIRECTORY [--guard]
#         eng/components/slurm/down.sh DIRECTORY
#
#   --guard   stay, obey lines on standard input (start, stop, kill, pause or resume, and NAME, one of munged, mariadbd, slurmdbd,
#             slurmctld, slurmd-node1..., slurmrestd, sshd; each answered by "done" or "failed REASON"); at the end of the input
#             take everything down and remove DIRECTORY. The daemons die with this process, however that ends.
#
# Environment:
#   PORT_BASE=26800    first of 16 TCP ports, all on 127.0.0.1: +0 slurmctld, +1 slurmdbd, +2 MariaDB, +3 slurmrestd, +4 sshd,
#                      +5 a second sshd (another login node of the same machine), +6... slurmd
#   TEST_USERS="reevehpc reevehpc2"  accounts without rights that jobs run as; made if missing, and left. The first one runs slurmrestd
#   NODES=2 NODE_CPUS=8 NODE_MEM=8192  how many nodes, and what each claims to have
#   SLURM=1            0: the login nodes alone
#   DBD=1              0: no slurmdbd, no sacct
#   RESTD=1            0: no slurmrestd
#   CGROUP=0           1: jobs in cgroups (v1): memory limits are enforced, and nothing outlives its job
#   PREEMPT=0          1: two more partitions: jobs of "urgent" take the place of others, which are put back, or cancelled in "scavenge"
#
# About 5 seconds from nothing. In DIRECTORY afterwards:
#   slurm.conf                     what SLURM_CONF has to name
#   id_ed25519-USER, known_hosts   each user's key, and the host keys of the login nodes
#   user_ca                        the key that signs users' certificates
#   shared/USER                    a directory of each user that all nodes see
#   log/                           what the programs wrote
# Accounts: testacct (everybody's default), otheracct (everybody), closedacct (nobody's). QoS: normal, single (one job at a time).
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

directory=$(mkdir -p "${1:?usage: up.sh DIRECTORY [--guard]}" && cd "$1" && pwd)
guard=; [ "${2:-}" != --guard ] || guard=1
"$here/build.sh" --find >/dev/null
PATH=$PATH:/usr/sbin
nodes=${NODES:-2} cpus=${NODE_CPUS:-8} memory=${NODE_MEM:-8192} dbd=${DBD:-1} restd=${RESTD:-1} cgroup=${CGROUP:-0} preempt=${PREEMPT:-0} slurm=${SLURM:-1}
base=${PORT_BASE:-26800}
read -ra users <<<"${TEST_USERS:-reevehpc reevehpc2}"
host=$(hostname -s)
[ "$(id -u)" = 0 ] || die "needs root"
# Every listener is tied to what the host's name means (NoInAddrAny).
getent ahostsv4 "$host" | grep -q '^127\.' || die "the name $host has to mean 127.0.0.1 (/etc/hosts)"
# slurmd looks for control groups even where it does not use them.
case $(stat -fc %T /sys/fs/cgroup) in cgroup2fs | tmpfs | cgroupfs) ;; *) die "/sys/fs/cgroup is no cgroup file system" ;; esac

umask 022
cd "$directory"
chmod 755 .
mkdir -p pid log state/ctld run shared
mkdir -p -m 700 munge
export SLURM_CONF=$directory/slurm.conf
names=()
if [ "$slurm" = 0 ]; then nodes=0 dbd=0 restd=0; else names+=(munged); fi
[ "$dbd" = 0 ] || names+=(mariadbd slurmdbd)
[ "$slurm" = 0 ] || names+=(slurmctld)
for ((n = 1; n <= nodes; n++)); do names+=("slurmd-node$n"); done
[ "$restd" = 0 ] || names+=(slurmrestd)
names+=(sshd sshd-2)

# ---------------------------------------------------------------- users
# One cluster at a time: several of them may share the users.
exec 8>>/var/lock/reeve-slurm-users
flock 8
for user in "${users[@]}"; do
  getent passwd "$user" >/dev/null || { useradd --create-home --shell /bin/bash "$user" && usermod -p '*' "$user"; }
done
exec 8>&-
for user in "${users[@]}"; do
  [ -d "shared/$user" ] || install -d -m 700 -o "$user" -g "$(id -gn "$user")" "shared/$user"
  [ -s "id_ed25519-$user" ] || ssh-keygen -q -t ed25519 -N '' -C "$user" -f "id_ed25519-$user"
  install -D -m 644 "id_ed25519-$user.pub" "authorized/$user"
done

# ---------------------------------------------------------------- configuration
private() { [ -s "$1" ] || (umask 077 && head -c "$2" /dev/urandom >"$1"); }
private munge/key 128
private state/jwt.key 32
node_lines= gres_lines=
for ((n = 1; n <= nodes; n++)); do
  node_lines+="NodeName=node$n NodeHostname=$host NodeAddr=127.0.0.1 Port=$((base + 5 + n)) CPUs=$cpus RealMemory=$memory TmpDisk=1024 Gres=gpu:2 Features=common,number$n State=UNKNOWN"$'\n'
  gres_lines+="NodeName=node$n Name=gpu File=$directory/gpu[0-1]"$'\n'
done
accounting="AccountingStorageType=accounting_storage/none"
[ "$dbd" = 0 ] || accounting="AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$((base + 1))
AccountingStoragePass=$directory/run/munge.sock
AccountingStorageTRES=gres/gpu
AccountingStoreFlags=job_comment
AccountingStorageEnforce=associations,limits,qos"
tracking=$'ProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nJobAcctGatherType=jobacct_gather/linux'
if [ "$cgroup" = 1 ]; then
  tracking=$'ProctrackType=proctrack/cgroup\nTaskPlugin=task/cgroup\nJobAcctGatherType=jobacct_gather/cgroup'
  cat >cgroup.conf <<'END'
CgroupPlugin=cgroup/v1
CgroupMountpoint=/sys/fs/cgroup
CgroupAutomount=no
ConstrainRAMSpace=yes
ConstrainCores=no
ConstrainDevices=no
END
fi
preemption= more_partitions=
if [ "$preempt" = 1 ]; then
  preemption=$'PreemptType=preempt/partition_prio\nPreemptMode=REQUEUE\n'
  more_partitions=$'PartitionName=urgent Nodes=ALL MaxTime=INFINITE DefaultTime=01:00:00 PriorityTier=10 State=UP\n'
  more_partitions+=$'PartitionName=scavenge Nodes=ALL MaxTime=INFINITE DefaultTime=01:00:00 PreemptMode=CANCEL State=UP\n'
fi
printf '%s' "$gres_lines" >gres.conf
# Stand-ins for devices.
[ -e gpu0 ] || { mknod gpu0 c 1 3 && mknod gpu1 c 1 5; }
# The last lines before the accounting: short times, so that a lost node or a cancelled job takes a test seconds.
cat >slurm.conf <<END
ClusterName=reevetest
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort=$base
AuthType=auth/munge
AuthInfo=socket=$directory/run/munge.sock
AuthAltTypes=auth/jwt
AuthAltParameters=jwt_key=$directory/state/jwt.key
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$directory/state/ctld
SlurmdSpoolDir=$directory/state/%n
SlurmctldPidFile=$directory/run/slurmctld.pid
SlurmdPidFile=$directory/run/slurmd-%n.pid
SlurmctldLogFile=$directory/log/slurmctld.log
SlurmdLogFile=$directory/log/slurmd-%n.log
SlurmctldDebug=info
SlurmdDebug=info
$tracking
JobAcctGatherFrequency=task=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=5,batch_sched_delay=0,sched_min_interval=100000,bf_interval=5
GresTypes=gpu
DefMemPerCPU=64
MaxJobCount=20000
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
MailProg=/bin/true
RebootProgram=/bin/false
KillWait=2
SlurmctldTimeout=30
SlurmdTimeout=10
InactiveLimit=0
MinJobAge=300
OverTimeLimit=0
${preemption}$accounting
${node_lines}PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE DefaultTime=01:00:00 State=UP
PartitionName=short Nodes=ALL MaxTime=00:01:00 DefaultTime=00:01:00 State=UP
${more_partitions}
END
(umask 077 && cat >slurmdbd.conf) <<END
AuthType=auth/munge
AuthInfo=socket=$directory/run/munge.sock
AuthAltTypes=auth/jwt
AuthAltParameters=jwt_key=$directory/state/jwt.key
CommunicationParameters=NoInAddrAny
DbdHost=$host
DbdAddr=127.0.0.1
DbdPort=$((base + 1))
SlurmUser=root
PidFile=$directory/run/slurmdbd.pid
LogFile=$directory/log/slurmdbd.log
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$((base + 2))
StorageUser=slurm
StoragePass=slurm
StorageLoc=slurm_acct
END
[ -s user_ca ] || ssh-keygen -q -t ed25519 -N '' -C users -f user_ca
: >known_hosts
for number in "" -2; do
  [ -s "ssh_host$number" ] || ssh-keygen -q -t ed25519 -N '' -C "login$number" -f "ssh_host$number"
  port=$((base + 4)); [ -z "$number" ] || port=$((base + 5))
  # Like a site's: ten sessions to a connection (the default of sshd).
  cat >"sshd$number.conf" <<END
ListenAddress 127.0.0.1:$port
HostKey $directory/ssh_host$number
PidFile none
AuthorizedKeysFile $directory/authorized/%u
TrustedUserCAKeys $directory/user_ca.pub
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
AllowUsers ${users[*]}
MaxStartups 100
Subsystem sftp internal-sftp
SetEnv SLURM_CONF=$SLURM_CONF
PrintMotd no
END
  printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1,2 "ssh_host$number.pub")" >>known_hosts
done
mkdir -p /run/sshd

# ---------------------------------------------------------------- programs
identity() { cut -d' ' -f22 "/proc/$1/stat" 2>/dev/null; }
# Alive is the very process that was started, and no zombie: numbers are used again.
alive() {
  local pid start
  [ -s "pid/$1" ] && read -r pid start <"pid/$1" && [ "$(identity "$pid")" = "$start" ] &&
    grep -q '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$pid/status" 2>/dev/null
}
until_true() { # SECONDS COMMAND...
  local tries=$(($1 * 20)); shift
  for ((i = 0; i < tries; i++)); do if timeout 5 "$@" >/dev/null 2>&1; then return 0; fi; sleep .05; done
  return 1
}
sql() { mariadb --no-defaults --user=root --socket="$directory/run/mysql.sock" "$@"; }
command_of() {
  case $1 in
    munged) command=(munged --foreground --force "--key-file=$directory/munge/key" "--socket=$directory/run/munge.sock"
      "--pid-file=$directory/run/munged.pid" "--log-file=$directory/log/munged.log" "--seed-file=$directory/munge/seed") ;;
    # Small, and careless of power failures: the data need not outlive the test.
    mariadbd) command=(mariadbd --no-defaults --user=root "--datadir=$directory/db" "--socket=$directory/run/mysql.sock"
      "--pid-file=$directory/run/mariadbd.pid" --bind-address=127.0.0.1 "--port=$((base + 2))" --innodb-buffer-pool-size=64M
      --innodb-log-file-size=8M --innodb-flush-log-at-trx-commit=0 --innodb-lock-wait-timeout=900 --skip-log-bin) ;;
    slurmdbd | slurmctld) command=("$1" -D) ;;
    slurmd-*) command=(slurmd -D -N "${1#slurmd-}") ;;
    # It refuses to be root.
    slurmrestd) command=(setpriv "--reuid=${users[0]}" "--regid=$(id -g "${users[0]}")" --init-groups "${die_with[@]}" --
      env SLURM_JWT=daemon slurmrestd -s "openapi/v0.0.38$([ "$dbd" = 0 ] || echo ,openapi/dbv0.0.38)" -a rest_auth/jwt
      "127.0.0.1:$((base + 3))" "unix:$directory/run/restd/sock") ;;
    sshd) command=(/usr/sbin/sshd -D -e -f "$directory/sshd.conf") ;;
    sshd-2) command=(/usr/sbin/sshd -D -e -f "$directory/sshd-2.conf") ;;
    *) return 1 ;;
  esac
}
die_with=()
[ -z "$guard" ] || die_with=(--pdeathsig KILL)
prepare() {
  case $1 in
    munged) rm -f run/munge.sock* ;;
    mariadbd) [ -d db/mysql ] || mariadb-install-db --no-defaults --user=root --datadir="$directory/db" --auth-root-authentication-method=normal \
      --skip-test-db --innodb-log-file-size=8M >log/mariadb-install.log 2>&1 ;;
    slurmd-*) mkdir -p "state/${1#slurmd-}" ;;
    slurmrestd) rm -rf run/restd && install -d -o "${users[0]}" run/restd ;;
  esac
}
start() {
  local command launch=(setsid nohup) pid
  ! alive "$1" || return 0
  command_of "$1" || return 1
  prepare "$1" || return 1
  [ -z "$guard" ] || launch=(setsid setpriv "${die_with[@]}" --)
  "${launch[@]}" "${command[@]}" >>"log/$1.out" 2>&1 </dev/null &
  pid=$!
  disown
  printf '%s %s\n' "$pid" "$(identity "$pid")" >"pid/$1"
}
stop() { # NAME [SIGNAL]
  local pid start
  alive "$1" || return 0
  read -r pid start <"pid/$1"
  kill -"${2:-TERM}" "$pid" 2>/dev/null || true
  for _ in $(seq 200); do alive "$1" || break; sleep .05; done
  ! alive "$1" || kill -KILL "$pid" 2>/dev/null || true
  rm -f "pid/$1"
}
node_ready() { timeout 5 sinfo -h -n "$1" -p main -o %T | grep -qE '^(idle|mixed|allocated|draining|drained)$'; }
listens() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
ready() { # NAME
  case $1 in
    munged) until_true 20 test -S run/munge.sock ;;
    mariadbd) until_true 60 mariadb --no-defaults --user=root --socket="$directory/run/mysql.sock" -e 'select 1' ;;
    slurmdbd) until_true 60 sacctmgr -nP list cluster ;;
    slurmctld) until_true 60 scontrol ping ;;
    slurmd-*) for ((SECONDS = 0; SECONDS < 60; )); do ! node_ready "${1#slurmd-}" || return 0; sleep .1; done; return 1 ;;
    slurmrestd) until_true 30 test -S run/restd/sock ;;
    sshd) for ((i = 0; i < 400; i++)); do ! listens $((base + 4)) || return 0; sleep .05; done; return 1 ;;
    sshd-2) for ((i = 0; i < 400; i++)); do ! listens $((base + 5)) || return 0; sleep .05; done; return 1 ;;
  esac
}
begin() { start "$1" && ready "$1" || die "$1 does not start: $(tail -n 3 "$directory/log/$1.out" 2>&1)"; }
if [ -n "$guard" ]; then
  trap 'cd / && "$here/down.sh" "$directory" --now && rm -rf "$directory"' EXIT
  # Whoever asked may be gone; that must not keep the rest from being taken down.
  trap '' PIPE
fi

# ---------------------------------------------------------------- up
printf '%s\n' "${names[@]}" >names
[ "$slurm" = 0 ] || begin munged
if [ "$dbd" != 0 ]; then
  begin mariadbd
  sql -e "create database if not exists slurm_acct; create user if not exists slurm@'127.0.0.1' identified by 'slurm';
    grant all on slurm_acct.* to slurm@'127.0.0.1'; create user if not exists slurm@localhost identified by 'slurm'; grant all on slurm_acct.* to slurm@localhost"
  begin slurmdbd
  if [ ! -e state/accounts ]; then
    sacctmgr -i add cluster reevetest >/dev/null
    sacctmgr -i add qos single set MaxJobsPerUser=1 >/dev/null
    sacctmgr -i add account testacct,otheracct,closedacct >/dev/null
    all=$(IFS=,; echo "${users[*]}")
    sacctmgr -i add user "$all" account=testacct,otheracct defaultaccount=testacct qos=normal,single defaultqos=normal >/dev/null
    touch state/accounts
  fi
fi
[ "$slurm" = 0 ] || begin slurmctld
for ((n = 1; n <= nodes; n++)); do start "slurmd-node$n"; done
[ "$restd" = 0 ] || start slurmrestd
begin sshd
begin sshd-2
for ((n = 1; n <= nodes; n++)); do begin "slurmd-node$n"; done
[ "$restd" = 0 ] || begin slurmrestd
printf 'ready: export SLURM_CONF=%s\n' "$SLURM_CONF"

# ---------------------------------------------------------------- guard
[ -n "$guard" ] || exit 0
while read -r verb name; do
  grep -qxF -- "$name" names || { echo "failed no such program: $name"; continue; }
  case $verb in
    start) if start "$name" && ready "$name"; then echo "done"; else echo "failed $(tail -n 1 "log/$name.out")"; fi ;;
    stop) stop "$name" && echo "done" ;;
    kill) stop "$name" KILL && echo "done" ;;
    pause | resume)
      if alive "$name" && read -r pid _ <"pid/$name" && kill "$([ "$verb" = pause ] && echo -STOP || echo -CONT)" "$pid"; then echo "done"
      else echo "failed $name does not run"; fi ;;
    *) echo "failed no such verb: $verb" ;;
  esac
done
