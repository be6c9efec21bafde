#!/usr/bin/env bash
# Installs the Debian package (or the RPM) in a real systemd, runs pods, upgrades it under them, and purges it: nothing may be disturbed, and nothing left.
#
# Usage:  eng/service.sh [--from DIR] [--pods 50] [--brief] [--rpm]
#
#   --from DIR   the command that is packaged, see eng/package.sh; by default eng/publish.sh makes it (some minutes)
#   --pods N     how many pods run meanwhile
#   --brief      without a restart, a crash, the watchdog, and the agent without root
#   --rpm        the RPM instead, by rpm itself and without regard to what it depends on
#
# The systemd is that of eng/components/systemd, over an overlay of this machine's root, with a network of its own. Needs root; half a minute, and the packages.
set -euo pipefail
SELF=$(readlink -f "$0")
cd "$(dirname "$SELF")/.."
say() { printf '== %s\n' "$*"; }
die() { printf 'service.sh: %s\n' "$*" >&2; exit 1; }

# What the unit reaches in systemd-analyze security, as a bound in tenths; a drop-in may only be better.
MOST_EXPOSED=80
MOST_EXPOSED_WITHOUT_ROOT=20

# ------------------------------------------------------------------ inside
eventually() { # SECONDS WHAT COMMAND...
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ $SECONDS -lt $end ] || { systemctl status reeve.service --no-pager -l >&2 || :; journalctl -u reeve --no-pager -n 50 >&2 || :; die "not within the time: $what"; }
    sleep 0.2
  done
}

# Everything that a package may leave behind.
snapshot() { # DIRECTORY
  mkdir -p "$1"
  find /etc /usr /var /opt /srv /run /home -xdev \( -path /var/lib/dpkg -o -path /var/lib/rpm -o -path /var/log -o -path /var/cache -o -path /run/systemd -o -path /run/log -o -path /run/dbus \
    -o -path /run/lock -o -path /var/lib/systemd/catalog \) -prune -o ! -name '*-' ! -name '.pwd.lock' -printf '%p %y %m %U:%G %l\n' | sort > "$1/files"
  sort /etc/passwd /etc/group /etc/shadow /etc/gshadow > "$1/users"
  systemctl list-unit-files --no-legend --no-pager | awk '{ print $1, $2 }' | sort > "$1/unit-files"
  systemctl list-units --all --plain --no-legend --no-pager | awk '/reeve/ { print $1 }' | sort > "$1/units"
  awk '{ print $5, $9 }' /proc/self/mountinfo | sort > "$1/mounts"
  find /sys/fs/cgroup -type d -name '*reeve*' ! -name '*reeve-systemd*' 2>/dev/null | sort > "$1/groups"
  for process in /proc/[0-9]*; do readlink "$process/exe" || :; done 2>/dev/null | grep -c reeve > "$1/processes" || :
}

# Which processes the pods are, and since when.
pods() {
  local unit
  for unit in $(systemctl list-units --plain --no-legend --no-pager --state=running 'reeve-*.service' | awk '{ print $1 }' | sort); do
    local pid; pid=$(systemctl show -P MainPID "$unit")
    printf '%s %s %s\n' "$unit" "$pid" "$(awk '{ print $22 }' "/proc/$pid/stat" 2>/dev/null)"
  done
}

# By the agent's own word: without one the command reads what the last one knew, and says so.
running() { [ "$(reeve pods -A -o json 2>/run/complaint | grep -c '"phase": *"Running"')" = "$1" ] && [ ! -s /run/complaint ]; }
active() { [ "$(systemctl is-active reeve.service)" = active ]; }
undisturbed() { # WHAT
  eventually 60 "$1: active" active
  eventually 90 "$1: $count pods Running" running "$count"
  pods > /run/now
  diff /run/before /run/now >&2 || die "$1: pods are not the same"
  ! reeve pods -A -o json | grep -q '"restartCount": *[1-9]' || die "$1: a container was restarted"
  say "$1: $count pods Running, none restarted: the same processes"
}

logged() { "$@" > /run/package.log 2>&1 || { cat /run/package.log >&2; die "it fails: $*"; }; }
install_package() { # FILE
  case $1 in
    *.deb) logged dpkg --force-confnew -i "$1" ;;
    *.rpm) logged rpm --upgrade --nodeps --ignoresize "$1" ;;
  esac
}
purge_package() { # FILE
  case $1 in
    *.deb) logged dpkg --purge reeve ;;
    # What docs/install.md says, because an RPM cannot do it.
    *.rpm) logged rpm --erase --nodeps reeve; rm -rf /var/lib/reeve /etc/reeve /etc/sysconfig/reeve.rpmsave /run/reeve*; rmdir /etc/sysconfig 2>/dev/null || :; userdel reeve ;;
  esac
}

inside() { # FIRST SECOND COUNT BRIEF
  local first=$1 second=$2 count=$3 brief=$4 before after agent score at=$SECONDS settings=/etc/default/reeve
  case $first in *.rpm) settings=/etc/sysconfig/reeve ;; esac
  unset REEVE_REQUIRE_COMPONENTS REEVE_NO_INSTALL
  mkdir -p /srv /home
  rm -rf /var/lib/reeve /etc/reeve # of agents that were started by hand on this machine
  rm -f /usr/sbin/policy-rc.d # images of containers have it, so that packages start nothing
  snapshot /tmp/clean

  # 1. Install: active, and ready by its own word.
  install_package "$first"
  eventually 60 "active after the installation" active
  [ "$(systemctl show -P Type reeve)" = notify ] && [ "$(systemctl is-enabled reeve)" = enabled ] || die "the unit is not as it should be"
  say "installed: $(reeve --version), active: $(systemctl show -P StatusText reeve)"
  reeve doctor > /run/doctor.log || { cat /run/doctor.log >&2; die "doctor finds something"; }
  # Some machines are told to leave manual pages out of every package.
  if [ -e /usr/share/man/man1/reeve.1.gz ] && command -v man >/dev/null; then
    man -w reeve reeve-run >/dev/null && man -w 5 reeve.yaml >/dev/null || die "manual pages are missing"
  fi
  bash -c '. /usr/share/bash-completion/completions/reeve && complete -p reeve' >/dev/null || die "completion does not load"

  # 2. Pods.
  for i in $(seq "$count"); do
    printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: pod-%s}\nspec:\n  containers:\n  - {name: main, image: "host:/bin/sleep", args: ["1000000"]}\n' "$i" > "/etc/reeve/pods/pod-$i.yaml"
  done
  eventually 180 "$count pods Running" running "$count"
  pods > /run/before
  [ "$(wc -l < /run/before)" -ge "$count" ] || die "there are too few units"
  say "$count pods Running"

  # 3. Under them: an upgrade, a restart, a crash.
  agent=$(systemctl show -P MainPID reeve)
  install_package "$second"
  [ "$(systemctl show -P MainPID reeve)" != "$agent" ] || die "the old agent still runs"
  undisturbed "upgraded to $(basename "$second")"
  if [ -z "$brief" ]; then
    systemctl restart reeve
    undisturbed "restarted"
    agent=$(systemctl show -P MainPID reeve)
    systemctl kill --kill-who=main --signal=SIGKILL reeve
    eventually 60 "another agent after a crash" another "$agent"
    undisturbed "killed"
  fi

  # 4. The journal: priorities and fields.
  cp -p /etc/reeve/reeve.yaml /run/reeve.yaml.good
  printf 'provder: systemd\n' > /etc/reeve/reeve.yaml
  ! systemctl restart reeve 2>/dev/null || die "a mistake in the configuration goes unseen"
  eventually 30 "failed, and not started again" [ "$(systemctl is-active reeve)" = failed ]
  journalctl --sync
  journalctl -u reeve -p err -o cat --no-pager | grep -q 'Unknown key "provder"; did you mean "provider"?' || die "journalctl -p err does not say what is wrong"
  [ "$(journalctl -u reeve -p err -o cat --no-pager | grep -c 'agent runs as node')" = 0 ] || die "what is no error has the priority of one"
  cp -p /run/reeve.yaml.good /etc/reeve/reeve.yaml
  printf 'REEVE_LOGGING_LEVEL=information\n' >> $settings
  systemctl start reeve
  undisturbed "started after a mistake in the configuration"
  journalctl --sync
  [ "$(journalctl -u reeve -o json --no-pager REEVE_LOGGER=Reeve.Runtime.Pods.PodManager | grep -c '"REEVE_EVENT_ID"')" -gt 0 ] || die "entries have no fields"
  say "journal: errors by -p err, fields $(journalctl -u reeve -o json --no-pager -n 200 | grep -o '"REEVE_[A-Z_]*"' | sort -u | tr -d '"' | head -6 | tr '\n' ' ')"

  # 5. What the unit may do.
  score=$(systemd-analyze security --no-pager --offline=true --threshold=$MOST_EXPOSED /usr/lib/systemd/system/reeve.service | tail -1) || die "more exposed than $MOST_EXPOSED: $score"
  say "security: ${score#*: }"

  if [ -z "$brief" ]; then
    # 6. A process that does not say that it lives is ended, and started again.
    mkdir -p /run/systemd/system/reeve.service.d
    printf '[Service]\nWatchdogSec=2s\nTimeoutAbortSec=1s\n' > /run/systemd/system/reeve.service.d/watchdog.conf
    systemctl daemon-reload
    systemctl restart reeve
    agent=$(systemctl show -P MainPID reeve)
    kill -STOP "$agent"
    eventually 60 "another agent after the watchdog" another "$agent"
    undisturbed "ended by the watchdog"
    rm -r /run/systemd/system/reeve.service.d
    systemctl daemon-reload
  fi

  # 7. Pods that are processes of the agent go on as well.
  rm /etc/reeve/pods/*
  reeve delete --all -A > /dev/null
  printf 'provider: process\n' > /etc/reeve/reeve.yaml
  systemctl restart reeve
  printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: process}\nspec:\n  containers:\n  - {name: main, image: "host:/bin/sleep", args: ["7654321"]}\n' > /etc/reeve/pods/process.yaml
  eventually 60 "a process of the agent" there 'sleep 7654321'
  before=$(pgrep -f 'sleep 7654321' | tr '\n' ' ')
  systemctl restart reeve
  eventually 60 "Running after a restart" running 1
  after=$(pgrep -f 'sleep 7654321' | tr '\n' ' ')
  [ "$before" = "$after" ] || die "a process of the agent was restarted: $before, $after"
  say "provider process: restarted, the same processes"

  if [ -z "$brief" ]; then
    # 8. An agent that needs no root has none.
    rm /etc/reeve/pods/*
    reeve delete --all -A > /dev/null
    printf 'proxies: [{name: edge, initial: {listeners: [{name: http, protocol: http, address: ":80"}]}}]\n' > /etc/reeve/reeve.yaml
    printf 'AGENT_COMMAND=serve\n' > $settings
    install -D -m 644 /usr/share/doc/reeve/examples/unprivileged.conf /etc/systemd/system/reeve.service.d/unprivileged.conf
    systemctl daemon-reload
    systemctl restart reeve
    eventually 60 "active without root" active
    [ "$(stat -c %U "/proc/$(systemctl show -P MainPID reeve)")" = reeve ] || die "it does not run as its user"
    eventually 60 "port 80" bash -c 'exec 3<>/dev/tcp/127.0.0.1/80'
    score=$(systemd-analyze security --no-pager --threshold=$MOST_EXPOSED_WITHOUT_ROOT reeve.service | tail -1) || die "more exposed than $MOST_EXPOSED_WITHOUT_ROOT: $score"
    say "without root: serves port 80 as $(ps -o user= -p "$(systemctl show -P MainPID reeve)"), security: ${score#*: }"
  fi

  # 9. Purge: as if it had never been.
  purge_package "$first"
  rm -f /run/before /run/now /run/complaint /run/package.log /run/doctor.log /run/reeve.yaml.good
  snapshot /tmp/purged
  # Below the overlay is the machine's own root, where others may be at work meanwhile: beside them only what bears the name counts.
  [ -z "$brief" ] || sed -i -n '\:^[^ ]*/[._]*reeve\(\.[^/ ]*\)\?[/ ]:p' /tmp/clean/files /tmp/purged/files
  diff -r /tmp/clean /tmp/purged >&2 || die "purge left something"
  say "purged: files, users, units, mounts, control groups and processes are those of before ($(wc -l < /tmp/clean/files) files compared; $((SECONDS - at)) s)"
}
there() { pgrep -f "$1" >/dev/null; }
another() { active && [ "$(systemctl show -P MainPID reeve)" != "$1" ]; }

if [ "${1:-}" = --inside ]; then shift; count=$3; inside "$@"; exit; fi

# ------------------------------------------------------------------ outside
from='' count=50 brief='' kind=--deb
while [ $# -gt 0 ]; do
  case $1 in
    --from) from=$2; shift 2 ;;
    --pods) count=$2; shift 2 ;;
    --brief) brief=1; shift ;;
    --rpm) kind=--rpm; shift ;;
    *) echo "service.sh: what is $1?" >&2; exit 2 ;;
  esac
done
[ "$(id -u)" = 0 ] || die "must be root"
work=$(mktemp -d)
chmod 755 "$work"
export GROUP=reeve-systemd-service-$$
trap '[ ! -e "$work/machine" ] || eng/components/systemd/down.sh "$work/machine" || :; rm -rf "$work"' EXIT
if [ -z "$from" ]; then
  eng/publish.sh --rid linux-x64
  from=artifacts/release/linux-x64
  eng/bare.sh artifacts/release/reeve-*-linux-x64.tar.gz
fi
say "making two packages"
first=$(eng/package.sh --from "$from" "$kind" --fast --revision 1 -o "$work/packages")
second=$(eng/package.sh --from "$from" "$kind" --fast --revision 2 -o "$work/packages")
BIND="$PWD $work/packages" NETWORK=1 eng/components/systemd/up.sh "$work/machine" >/dev/null
"$work/machine/enter" "$SELF" --inside "$first" "$second" "$count" "$brief"
