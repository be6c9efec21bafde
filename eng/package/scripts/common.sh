# What the maintainer scripts of both packages do; each package's scripts call these functions. POSIX sh.

booted() { [ -d /run/systemd/system ]; }

# Users, directories and the unit are there. The agent is started where its administrator has not turned it off.
after_install() {
  systemd-sysusers reeve.conf
  chgrp reeve /etc/reeve /etc/reeve/reeve.yaml
  chmod 0750 /etc/reeve
  chmod 0640 /etc/reeve/reeve.yaml
  if booted; then
    systemd-tmpfiles --create reeve.conf || true
    systemctl daemon-reload
  fi
}

# The agent ends before its files are replaced, so that it never loads one of another version. Pods go on.
before_upgrade() {
  if booted; then systemctl stop reeve.service; fi
}

# Nobody would look after the pods any more: they are stopped as their manifests say, and what is left of them then at once.
before_remove() {
  booted || return 0
  if systemctl is-active --quiet reeve.service; then
    timeout 120 /usr/bin/reeve delete --all --all-namespaces || true
  fi
  mkdir -p /run/systemd/system/reeve.service.d
  printf '[Service]\nKillMode=control-group\n' > /run/systemd/system/reeve.service.d/90-remove.conf
  systemctl daemon-reload
  systemctl stop reeve.service || true
  systemctl kill --signal=SIGKILL reeve.service 2>/dev/null || true
  systemctl stop 'reeve-*.service' reeve.slice 2>/dev/null || true
  rm -rf /run/systemd/system/reeve.service.d
}

after_remove() {
  if booted; then
    systemctl daemon-reload
    systemctl reset-failed 'reeve*' 2>/dev/null || true
  fi
}

# Nothing of the agent's is left: no state, no configuration, no mounts, no user.
after_purge() {
  for root in /run/reeve /run/reeve-* /var/lib/reeve; do
    [ -d "$root" ] || continue
    # The last mounted first.
    awk -v root="$root" '$5 == root || index($5, root "/") == 1 { print $5 }' /proc/self/mountinfo | sort -r | while read -r place; do
      umount -l "$(printf '%b' "$place")" 2>/dev/null || true
    done
    rm -rf --one-file-system "$root"
  done
  rm -rf --one-file-system /etc/reeve /etc/systemd/system/reeve.service.d /var/lib/private/reeve
  if getent passwd reeve >/dev/null; then userdel reeve 2>/dev/null || true; fi
  if getent group reeve >/dev/null; then groupdel reeve 2>/dev/null || true; fi
}
