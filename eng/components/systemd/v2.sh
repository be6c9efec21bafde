#!/usr/bin/env bash
# Runs a script as root in a virtual machine that systemd has booted on control groups of version 2 alone, and throws it away.
#
# Usage:  eng/components/systemd/v2.sh SCRIPT [ARGUMENT...]
#
# For what a machine with v1 or hybrid groups cannot show: memory.high and memory.min, memory.oom.group, systemd's own word on OOM kills.
# The machine's root is this machine's own, seen through virtiofs for reading only, below an overlay in memory; /run and /tmp are empty.
# It has no network. It is emulated (no /dev/kvm is needed): about 15 seconds to the script's first line, and all takes some ten times as long.
# The exit status is the script's; 124 if it did not end in time.
#
# Needs root on Debian; installs qemu-system-x86, busybox-static and cpio, and fetches a kernel once, which is only unpacked.
#
# Environment:
#   BIND="path path ..."  paths below /tmp or /run of this machine that appear there for reading, at the same place
#   SECONDS_MAX=600       how long the machine may run
#   MEMORY=3072           its memory, MiB
#   CPUS=2                its processors
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

job=$(readlink -f "${1:?usage: v2.sh SCRIPT [ARGUMENT...]}"); shift
[ -r "$job" ] || die "$job cannot be read"
[ "$(id -u)" = 0 ] || die "must be root"
[ "$(uname -m)" = x86_64 ] || die "knows the kernel of x86_64 alone"
seconds=${SECONDS_MAX:-600} memory=${MEMORY:-3072} cpus=${CPUS:-2}
install_packages qemu-system-x86 busybox-static cpio >&2 || die "cannot go on without them"
share=; for f in /usr/lib/qemu/virtiofsd /usr/libexec/virtiofsd; do [ ! -x $f ] || share=$f; done
[ -n "$share" ] || die "virtiofsd is missing"

# ------------------------------------------------------------------ a kernel with its modules, once
cache=$(components_cache)/kernel
if ! ls "$cache"/boot/vmlinuz-* >/dev/null 2>&1; then
  package=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image-/ {print $2; exit}')
  [ -n "$package" ] || die "apt knows no kernel (apt-get update)"
  say "fetching $package" >&2
  fetched=$(mktemp -d)
  chmod 755 "$fetched"
  (cd "$fetched" && apt-get -qq download "$package" && dpkg-deb -x ./*.deb unpacked) >&2
  mkdir -p "$(dirname "$cache")"; rm -rf "$cache"; mv -T "$fetched/unpacked" "$cache"; rm -rf "$fetched"
fi
kernel=$(ls "$cache"/boot/vmlinuz-* | head -1)

# ------------------------------------------------------------------ what runs before systemd
work=$(mktemp -d)
sharing=
trap '[ -z "$sharing" ] || kill "$sharing" 2>/dev/null || :; rm -rf "$work"' EXIT
initial=$work/initial
mkdir -p "$initial"/{proc,sys,dev,lower,rw,new,modules}
cp "$(command -v busybox)" "$initial/busybox"
modules="virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci fuse virtiofs overlay" # each after what it needs
for module in $modules; do
  file=$(find "$cache/lib/modules" -name "$module.ko*" | head -1)
  case $file in
    *.xz) xz -dc "$file" > "$initial/modules/$module.ko" ;;
    *) cp "$file" "$initial/modules/$module.ko" ;;
  esac
done
cp "$job" "$initial/job"
printf '%q ' "$@" > "$initial/arguments"
printf '%s\n' ${BIND:-} > "$initial/bind"
# Of a machine that has no devices, clock or network to speak of.
masked="systemd-udevd.service systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-udev-trigger.service systemd-timesyncd.service
  systemd-networkd.service systemd-resolved.service systemd-sysctl.service systemd-modules-load.service systemd-binfmt.service
  systemd-random-seed.service systemd-firstboot.service systemd-machine-id-commit.service systemd-repart.service systemd-pcrphase.service
  systemd-pcrphase-sysinit.service systemd-update-utmp.service systemd-journald-audit.socket systemd-initctl.socket systemd-sysusers.service
  systemd-remount-fs.service systemd-journal-flush.service systemd-tmpfiles-clean.timer systemd-tmpfiles-setup-dev.service
  kmod-static-nodes.service dev-hugepages.mount sys-kernel-config.mount sys-kernel-debug.mount sys-kernel-tracing.mount
  sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount var-lib-machines.mount systemd-ask-password-console.path
  systemd-ask-password-wall.path systemd-logind.service"
cat > "$initial/init" <<INIT
#!/busybox sh
B=/busybox
\$B mount -t proc proc /proc; \$B mount -t sysfs sysfs /sys; \$B mount -t devtmpfs dev /dev
for m in $modules; do \$B insmod /modules/\$m.ko; done
\$B mount -t virtiofs -o ro root /lower || { echo 'no virtiofs'; \$B poweroff -f; }
\$B mount -t tmpfs -o size=75% rw /rw; \$B mkdir /rw/upper /rw/work
\$B mount -t overlay -o lowerdir=/lower,upperdir=/rw/upper,workdir=/rw/work root /new
\$B mount --move /dev /new/dev; \$B mount --move /proc /new/proc; \$B mount --move /sys /new/sys
\$B mount -t tmpfs -o mode=755 tmpfs /new/run; \$B mount -t tmpfs -o mode=1777 tmpfs /new/tmp
while read -r path; do [ -z "\$path" ] || { \$B mkdir -p "/new\$path"; \$B mount -o bind "/lower\$path" "/new\$path"; }; done < /bind
\$B cp /job /arguments /new/run/; : > /new/etc/fstab
S=/new/etc/systemd/system
\$B rm -rf \$S/multi-user.target.wants \$S/timers.target.wants \$S/sysinit.target.wants \$S/getty.target.wants \$S/sockets.target.wants
for u in $(echo $masked); do \$B ln -sf /dev/null \$S/\$u; done
printf '[Unit]\nRequires=basic.target\nWants=dbus.service job.service\nAfter=basic.target\n' > \$S/reeve-test.target
printf '[Unit]\nAfter=basic.target dbus.service\n[Service]\nType=oneshot\nTTYPath=/dev/ttyS1\nStandardOutput=tty\nStandardError=tty\nDelegate=yes\nEnvironment=HOME=/root TERM=dumb SYSTEMD_COLORS=0\nExecStart=/bin/bash -c "stty -F /dev/ttyS1 raw -echo; eval /bin/bash /run/job \$(cat /run/arguments); echo EXIT-STATUS:\$\$?"\nExecStopPost=/bin/systemctl poweroff -f -f\n' > \$S/job.service
\$B mkdir -p /new/etc/systemd/journald.conf.d
printf '[Journal]\nStorage=volatile\nRateLimitIntervalSec=0\nReadKMsg=no\n' > /new/etc/systemd/journald.conf.d/reeve-test.conf
exec \$B switch_root /new /lib/systemd/systemd --unit=reeve-test.target
INIT
chmod +x "$initial/init"
(cd "$initial" && find . | cpio -o -H newc --quiet | gzip -1) > "$work/initrd"

# ------------------------------------------------------------------ the machine
"$share" --socket-path="$work/share" -o source=/ -o cache=always -o sandbox=chroot -o xattr > "$work/share.log" 2>&1 &
sharing=$!
for _ in $(seq 250); do [ ! -S "$work/share" ] || break; sleep 0.02; done
[ -S "$work/share" ] || { cat "$work/share.log" >&2; die "virtiofsd does not start"; }
timeout -k 2 "$seconds" qemu-system-x86_64 -M q35 -accel tcg,thread=multi -cpu max -smp "$cpus" -m "$memory" \
  -nodefaults -no-user-config -no-reboot -display none -serial file:"$work/console" -serial stdio \
  -object memory-backend-memfd,id=memory,size="${memory}M",share=on -numa node,memdev=memory \
  -chardev socket,id=share,path="$work/share" -device vhost-user-fs-pci,chardev=share,tag=root,queue-size=1024 \
  -kernel "$kernel" -initrd "$work/initrd" \
  -append "console=ttyS0 quiet reboot=t panic=-1 mitigations=off nokaslr systemd.unified_cgroup_hierarchy=1 systemd.show_status=0 systemd.log_target=journal" \
  </dev/null | tr -d '\r' | tee "$work/output" | grep -av '^EXIT-STATUS:' || true
status=$(sed -n 's/^EXIT-STATUS://p' "$work/output" | tail -1)
[ -n "$status" ] || { tail -20 "$work/console" >&2; printf 'v2.sh: the script did not end within %s seconds\n' "$seconds" >&2; exit 124; }
exit "$status"
