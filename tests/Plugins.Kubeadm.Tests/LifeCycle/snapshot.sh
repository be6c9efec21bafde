#!/bin/bash
# Prints what a machine is like, a line for each thing: files, units, kernel parameters, modules, mounts, packet filter, network, packages,
# control groups, programs that run.
export LC_ALL=C
section() { sed "s|^|$1 |" | sort; }
find /etc /var /opt /root /home /srv /usr/local /usr/libexec /usr/lib/systemd /run /boot /var/lib/containerd /var/lib/kubelet -xdev \
  \( -path /root/.cache -o -path /root/.rustup -o -path /root/.pyenv -o -path /root/.cargo -o -path /root/.npm -o -path /root/.local -o -path /root/.nuget -o -path /root/.dotnet -o -path /run/systemd -o -path /run/log -o -path /run/dbus -o -path /run/user \
     -o -path '/var/log/journal' -o -path /run/utmp -o -path /var/lib/systemd/catalog \) -prune -o \
  \( -type d -printf '%p %y %m\n' -o -type l -printf '%p %y %l\n' -o -printf '%p %y %m %s\n' \) 2>/dev/null | sort -u | section file
find /etc -xdev -type f -exec sha256sum {} + | section content
systemctl list-unit-files --no-legend --no-pager --plain | awk '{print $1, $2}' | section unit-file
systemctl list-units --all --no-legend --no-pager --plain | awk '{print $1, $2, $3}' | section unit
sysctl -a 2>/dev/null | section sysctl
[ ! -e /proc/modules ] || cut -d " " -f 1 /proc/modules | section module
awk '{print $5, $6}' /proc/self/mountinfo | section mount
for family in iptables ip6tables; do for table in filter nat mangle raw; do $family -w -t $table -S 2>&1 | section "$family $table"; done; done
ip -o link | sed 's/^[0-9]*: //; s/ qlen.*//' | section link
ip -o addr | awk '{print $2, $4}' | section address
ip route | section route
ip rule | section rule
dpkg-query -W -f '${Package} ${Version} ${db:Status-Abbrev}\n' | section package
apt-mark showhold | section held
find /sys/fs/cgroup -type d -not -path '*/system.slice/*' | section group
ps -eo comm= | sort -u | section program
