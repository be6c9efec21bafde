#!/usr/bin/env bash
# Boots a real systemd system manager over a copy-on-write overlay of this machine's own root file system, in about a second.
#
# Usage:  eng/components/systemd/up.sh DIRECTORY [--guard]
#         eng/components/systemd/down.sh DIRECTORY
#
#   --guard   stay; at the end of standard input take everything down again
#
# PID, mount, IPC, UTS and cgroup namespaces and the boot id are its own; the network is the machine's unless another is asked for. What is written there is kept in
# memory and goes with it. The machine's cgroup mounts are not touched: one child group per hierarchy is made.
# In DIRECTORY afterwards:
#   enter COMMAND...   runs a command inside, in the same working directory; its exit status passes through
#   root               the root directory inside, seen from outside
#
# Needs root and the Debian packages systemd, dbus and util-linux. systemd must be older than 258 where the machine has
# cgroup v1 or hybrid groups: version 258 removed them.
#
# Environment:
#   BIND="path path ..."  paths of the machine that appear inside for reading and writing, at the same place
#   GROUP=reeve-systemd   name of the child groups; another one, which begins with it, allows a second manager
#   LOGIND=1              systemd-logind too
#   NETWORK=1             a network of its own, without a way out: the machine is 10.98.0.10/24 there, and its default route leads to 10.98.0.1
#   NETWORK=bare          a network of its own with nothing but loopback: whoever boots it puts devices there
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

SELF=$(readlink -f "$0")
LAB_UPPER=4G

# ------------------------------------------------------------------ stage 2: inside, as PID 1
if [ "${1:-}" = --inner ]; then
  R=$LAB/.mnt
  until [ -e "$LAB/.go" ]; do sleep 0.01; done
  [ "$NETWORK" = 0 ] || ip link set lo up
  if [ "$NETWORK" = 1 ]; then
    ip link add lan type veth peer name lan-peer
    ip addr add 10.98.0.10/24 dev lan
    ip link set lan-peer up
    ip link set lan up
    ip route add default via 10.98.0.1
  fi
  mount --make-rprivate /
  mount -t tmpfs -o size="$LAB_UPPER",mode=755 reeve-systemd "$R"
  mkdir "$R/upper" "$R/work" "$R/root"
  # The upper layer must not lie inside the lower one (ELOOP), so it is on its own tmpfs.
  mount -t overlay -o "lowerdir=/,upperdir=$R/upper,workdir=$R/work" reeve-root "$R/root"
  N=$R/root

  # API file systems
  mount -t proc -o nosuid,nodev,noexec proc "$N/proc"
  for f in sys sysrq-trigger; do
    [ ! -e "$N/proc/$f" ] || { mount --bind "$N/proc/$f" "$N/proc/$f"; mount -o remount,bind,ro "$N/proc/$f"; }
  done
  if [ "$NETWORK" != 0 ]; then
    # The parameters of this network are its own.
    mkdir "$R/proc"; mount -t proc proc "$R/proc"; mount --bind "$R/proc/sys/net" "$N/proc/sys/net"; umount -l "$R/proc"
  fi
  # Each start is another boot, which is how programs tell that the machine was started again.
  cat /proc/sys/kernel/random/uuid > "$R/boot_id"
  mount --bind "$R/boot_id" "$N/proc/sys/kernel/random/boot_id"
  mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$N/sys"
  mount -t tmpfs -o mode=755,nosuid,nodev tmpfs "$N/run"
  mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$N/tmp"
  mount -t tmpfs -o mode=755,nosuid,noexec tmpfs "$N/dev"
  ( umask 0; cd "$N/dev"
    mknod -m 666 null c 1 3;   mknod -m 666 zero c 1 5;    mknod -m 666 full c 1 7
    mknod -m 666 random c 1 8; mknod -m 666 urandom c 1 9; mknod -m 666 tty c 5 0
    mknod -m 666 fuse c 10 229; mkdir net mapper; mknod -m 666 net/tun c 10 200
    mknod -m 660 loop-control c 10 237; mknod -m 600 mapper/control c 10 236
    for i in 0 1 2 3 4 5 6 7; do mknod -m 660 loop$i b 7 $i; done      # RootImage=
    ln -s /proc/self/fd fd; ln -s fd/0 stdin; ln -s fd/1 stdout; ln -s fd/2 stderr
    ln -s null console; ln -s pts/ptmx ptmx; mkdir pts shm mqueue )
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$N/dev/pts"
  mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$N/dev/shm"

  # cgroups: the cgroup namespace makes our child groups the roots of what is mounted here
  mount -t tmpfs -o mode=755,nosuid,nodev,noexec tmpfs "$N/sys/fs/cgroup" 2>/dev/null || {
    mount -o remount,rw "$N/sys"; mount -t tmpfs -o mode=755 tmpfs "$N/sys/fs/cgroup"; }
  if [ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ]; then        # pure v2 host
    umount "$N/sys/fs/cgroup"; mount -t cgroup2 cgroup2 "$N/sys/fs/cgroup"
  else
    while IFS=: read -r id ctl _; do
      if [ -z "$ctl" ]; then
        mkdir "$N/sys/fs/cgroup/unified"; mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 "$N/sys/fs/cgroup/unified"
      elif [ "$ctl" = name=systemd ]; then
        mkdir "$N/sys/fs/cgroup/systemd"
        mount -t cgroup -o nosuid,nodev,noexec,none,name=systemd cgroup "$N/sys/fs/cgroup/systemd"
      else
        mkdir "$N/sys/fs/cgroup/$ctl"; mount -t cgroup -o "nosuid,nodev,noexec,$ctl" cgroup "$N/sys/fs/cgroup/$ctl"
        case $ctl in *,*) for c in ${ctl//,/ }; do ln -s "$ctl" "$N/sys/fs/cgroup/$c"; done;; esac
      fi
    done < /proc/self/cgroup
    mount -o remount,ro "$N/sys/fs/cgroup"
  fi

  # host paths wanted read-write (checkout, package caches); others are copy-on-write
  for b in $BIND; do
    [ -e "$b" ] || { echo "BIND: $b does not exist" >&2; continue; }
    if [ -d "$b" ]; then mkdir -p "$N$b"; else mkdir -p "$N$(dirname "$b")"; : >> "$N$b"; fi
    mount --rbind "$b" "$N$b"
  done

  # what to boot: basic.target + journald + dbus; none of the host's own services
  S=$N/etc/systemd/system
  rm -rf "$S"/multi-user.target.wants "$S"/timers.target.wants "$S"/sysinit.target.wants \
         "$S"/getty.target.wants "$S"/sockets.target.wants "$S"/basic.target.wants "$S"/dbus-org.freedesktop.timesync1.service
  printf '[Unit]\nDescription=Reeve test\nRequires=basic.target\nWants=dbus.service %s\nAfter=basic.target\nAllowIsolate=yes\n' \
     "$([ "$LOGIND" = 1 ] && echo systemd-logind.service)" > "$S/reeve-test.target"
  for u in systemd-udevd.service systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-udev-trigger.service \
           systemd-timesyncd.service systemd-networkd.service systemd-networkd.socket systemd-resolved.service \
           systemd-sysctl.service systemd-modules-load.service systemd-binfmt.service systemd-random-seed.service \
           systemd-firstboot.service systemd-machine-id-commit.service systemd-repart.service systemd-pcrphase.service \
           systemd-pcrphase-sysinit.service systemd-update-utmp.service systemd-update-utmp-runlevel.service \
           systemd-journald-audit.socket systemd-initctl.socket systemd-sysusers.service systemd-remount-fs.service \
           systemd-journal-flush.service systemd-tmpfiles-clean.timer kmod-static-nodes.service \
           dev-hugepages.mount sys-kernel-config.mount sys-kernel-debug.mount sys-kernel-tracing.mount \
           sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount var-lib-machines.mount \
           systemd-ask-password-console.path systemd-ask-password-wall.path; do
    ln -sfn /dev/null "$S/$u"
  done
  [ "$LOGIND" = 1 ] || ln -sfn /dev/null "$S/systemd-logind.service"
  mkdir -p "$N/etc/systemd/journald.conf.d" "$N/etc/systemd/system.conf.d"
  printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=512M\nRateLimitIntervalSec=0\nReadKMsg=no\nForwardToSyslog=no\nAudit=no\n' \
     > "$N/etc/systemd/journald.conf.d/reeve-test.conf"
  # accounting on: MemoryCurrent, TasksCurrent and CPUUsageNSec are then there for every unit
  printf '[Manager]\nDefaultCPUAccounting=yes\nDefaultMemoryAccounting=yes\nDefaultTasksAccounting=yes\nDefaultIPAccounting=no\nDefaultTimeoutStopSec=10s\nLogLevel=info\n' \
     > "$N/etc/systemd/system.conf.d/reeve-test.conf"
  : > "$N/etc/fstab"
  echo reeve-systemd > "$N/etc/hostname"

  cd "$N"; mkdir -p .old; pivot_root . .old
  umount -l /.old; rmdir /.old 2>/dev/null || true
  # Shared propagation, as on a booted system: LoadCredential= arrives empty without it.
  mount --make-rshared /
  cd /
  # No clock, module, raw I/O or reboot rights: the kernel is shared with the host.
  exec env -i container=reeve-systemd TERM=linux LANG=C.UTF-8 \
       PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    setpriv --bounding-set -sys_time,-sys_module,-sys_rawio,-sys_boot,-syslog,-wake_alarm \
    /lib/systemd/systemd --system --unit=reeve-test.target --log-target=journal --show-status=no </dev/null
fi

# ------------------------------------------------------------------ stage 1: on the machine
LAB=$(mkdir -p "${1:?usage: up.sh DIRECTORY [--guard]}" && cd "$1" && pwd)
guard=; [ "${2:-}" != --guard ] || guard=1
BIND=${BIND:-} LOGIND=${LOGIND:-0} NETWORK=${NETWORK:-0} CGNAME=${GROUP:-reeve-systemd}
[ "$(id -u)" = 0 ] || die "must be root"
case $CGNAME in reeve-systemd*) ;; *) die "GROUP is \"$CGNAME\"; it begins with reeve-systemd, so that down.sh knows whose groups it removes" ;; esac
"$here/build.sh" --find >/dev/null

alive() { # is the recorded process still our systemd?
  [ -s "$LAB/pid" ] && [ "$(awk '{print $22}' "/proc/$(cat "$LAB/pid")/stat" 2>/dev/null)" = "$(cat "$LAB/pid.start" 2>/dev/null)" ]
}
stay() {
  printf 'ready: %s/enter COMMAND...\n' "$LAB"
  [ -n "$guard" ] || exit 0
  exec 9>&-
  trap '"$here/down.sh" "$LAB"' EXIT
  trap '' PIPE
  while read -r _; do :; done
  exit 0
}
mkdir -p "$LAB/.mnt"
exec 9> "$LAB/.lock"; flock 9
if alive; then stay; fi

# The entry command, one file so that tests and CI can call it.
cat > "$LAB/enter" <<'E'
#!/bin/bash
# run a command (default: a shell) inside, same working directory when it exists there
LAB=$(cd "$(dirname "$0")" && pwd); P=$(cat "$LAB/pid") || exit 125
[ $# -gt 0 ] || set -- /bin/bash -l
exec nsenter -t "$P" -m -u -i -n -p -C -- /bin/sh -c 'cd "$1" 2>/dev/null || cd /; shift; unset XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS; exec "$@"' sh "$PWD" "$@"
E
chmod +x "$LAB/enter"

# One child group per hierarchy, below the group this shell is in (so any limit that the
# caller is under still holds). Only the launcher below moves into it, not this shell.
: > "$LAB/cgroups"; : > "$LAB/cgroups.enter"; rm -f "$LAB/.go"
while IFS=: read -r id ctl path; do
  case $ctl in
    "") base=/sys/fs/cgroup/unified
        if [ ! -d "$base" ]; then      # pure v2: at the top, where controllers can be handed down
          base=/sys/fs/cgroup path=/
          for c in $(cat $base/cgroup.controllers); do echo "+$c" > $base/cgroup.subtree_control 2>/dev/null || true; done
        fi;;
    name=*) base=/sys/fs/cgroup/${ctl#name=};;
    *) base=/sys/fs/cgroup/$ctl;;
  esac
  [ -d "$base" ] || continue
  g=$base${path%/}/$CGNAME
  mkdir -p "$g"; echo "$g" >> "$LAB/cgroups"
  if [ -z "$ctl" ]; then
    # v2 hands controllers down only from groups without processes of their own, so PID 1 gets
    # .../payload (the root that it will see) and the launcher is moved to .../supervisor
    mkdir -p "$g/payload" "$g/supervisor"; sup=$g/supervisor/cgroup.procs
    for c in $(cat "$g/cgroup.controllers"); do echo "+$c" > "$g/cgroup.subtree_control" 2>/dev/null || true; done
    echo "$g/payload" >> "$LAB/cgroups.enter"
  else
    echo "$g" >> "$LAB/cgroups.enter"
  fi
  if [ -e "$g/cgroup.clone_children" ] && [ -e "$g/cpuset.cpus" ] && [ -z "$(cat "$g/cpuset.cpus")" ]; then    # v1 cpuset starts empty
    cat "$base${path%/}/cpuset.cpus" > "$g/cpuset.cpus"; cat "$base${path%/}/cpuset.mems" > "$g/cpuset.mems"
    echo 1 > "$g/cgroup.clone_children"
  fi
done < /proc/self/cgroup

own_network=; [ "$NETWORK" = 0 ] || own_network=--net
export LAB BIND LOGIND NETWORK SELF
(
  exec 9>&-
  while read -r g; do echo $BASHPID > "$g/cgroup.procs"; done < "$LAB/cgroups.enter"
  # --fork with --pid: the child is PID 1 of the new namespace; setsid: survives this shell.
  exec setsid unshare --mount --uts --ipc $own_network --cgroup --pid --fork --kill-child=SIGKILL \
       /bin/bash "$SELF" --inner
) > "$LAB/boot.log" 2>&1 < /dev/null &
launcher=$!

# The launcher's only child is our PID 1. It waits for .go: the launcher has left the group.
for i in $(seq 750); do
  p=$(awk '{print $1}' /proc/$launcher/task/$launcher/children 2>/dev/null) || true
  [ -z "$p" ] || [ -e "$LAB/.go" ] || { [ -z "${sup:-}" ] || echo $launcher > "$sup"; : > "$LAB/.go"; }
  [ -n "${p:-}" ] && [ "$(cat /proc/$p/comm 2>/dev/null)" = systemd ] && break
  kill -0 $launcher 2>/dev/null || { cat "$LAB/boot.log" >&2; die "PID 1 ended early (systemd >= 258 needs a pure cgroup v2 host)"; }
  sleep 0.02; p=
done
[ -n "${p:-}" ] || { cat "$LAB/boot.log" >&2; die "systemd was not reached"; }
echo "$p" > "$LAB/pid"; echo "$launcher" > "$LAB/launcher"
awk '{print $22}' "/proc/$p/stat" > "$LAB/pid.start"
ln -sfn "/proc/$p/root" "$LAB/root"

# Ready: the manager's own word, and the bus answering.
for i in $(seq 300); do
  st=$("$LAB/enter" systemctl is-system-running 2>/dev/null) || true
  case $st in running|degraded) break;; esac
  kill -0 "$p" 2>/dev/null || { cat "$LAB/boot.log" >&2; die "systemd died (systemd >= 258 needs a pure cgroup v2 host)"; }
  sleep 0.03
done
case $st in running | degraded) ;; *) die "systemd does not come up: $st" ;; esac
"$LAB/enter" busctl --system --no-pager status org.freedesktop.systemd1 >/dev/null 2>&1 || die "the system bus does not answer"
stay
