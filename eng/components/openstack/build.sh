#!/usr/bin/env bash
# Sees to it that a small OpenStack (Zed, of Debian 12) that up.sh starts is there, and prints the directory that holds it:
# root (the unpacked packages) and first.tgz (what the first start made: databases with their schemas, keys, the seed).
#
# Usage:  eng/components/openstack/build.sh [--find]
#   --find    fetch nothing: fail when it is not there
#
# About 250 packages are unpacked into ${XDG_CACHE_HOME:-~/.cache}/reeve/components, not installed: no service of theirs starts, nothing
# of the machine is upgraded for them, and nothing is compiled that is not used. MariaDB alone is installed, as for Slurm.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

form=1 # of what is made here: another one is another component
whole() { [ -x "$1/root/usr/lib/erlang/bin/erl" ] && [ -s "$1/first.tgz" ] && [ -x /usr/sbin/mariadbd ]; }

destination=$(components_cache)/openstack-zed-$form
component_or_build "$destination" "$destination" "no OpenStack in $destination (eng/components/openstack/build.sh fetches it)" "${1:-}"
can_install || die "no OpenStack in $destination, and this is no Debian where it could be fetched"
without_services install_packages mariadb-server python3 >&2

work=$(mktemp -d "$destination.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/debs" "$work/root"

# ---------------------------------------------------------------- packages
# What apt would install anew here, without what runs machines, disks and screens, which nothing of this needs.
wanted=(rabbitmq-server uwsgi-core uwsgi-plugin-python3 python3-keystone python3-glance python3-placement python3-nova python3-neutron
  nova-common glance-common neutron-common python3-openstackclient)
unneeded='systemd.*|lib(pam|nss)-systemd|udev|sudo|logrotate|open-iscsi|libisns0|libopeniscsiusr|graphviz|lib(ann0|cdt5|cgraph6|gts-.*|pathplan4|gvc6|gvpr2|lab-gamut1)|qemu-utils|sphinx-common|python3-(sphinx|numpy|mypy.*|ceph.*|rados|rbd|rgw|confluent-kafka|gevent|boto3|botocore|s3transfer)|dbconfig-common|bridge-utils|lib(cephfs2|rados2|rbd1|rgw2|boost-.*|ipset13|norm1|xdp1)|ipset|librdkafka1|librabbitmq4|erlang-(snmp|ftp|tftp)|auxfiles|docutils-common'
list() { apt-get --simulate --no-install-recommends install "${wanted[@]}" | awk '/^Inst/ && $3 !~ /^\[/ { print $2 }' | grep -vxE "$unneeded"; }
packages=$(list) || { apt-get -qq update && packages=$(list); }
say "fetching $(wc -w <<<"$packages") packages"
# shellcheck disable=SC2086 # a list of words
(cd "$work/debs" && apt-get -qq -o APT::Sandbox::User=root download $packages) || { apt-get -qq update && (cd "$work/debs" && apt-get -qq -o APT::Sandbox::User=root download $packages); }
say "unpacking"
printf '%s\0' "$work"/debs/*.deb | xargs -0 -P "$(nproc)" -n 8 sh -c 'root=$0; for package; do dpkg-deb -x "$package" "$root" || exit 255; done' "$work/root"
# Laid over the machine's /usr while it runs, so everything has to be there.
[ ! -d "$work/root/lib" ] || cp -a "$work/root/lib/." "$work/root/usr/lib/"
rm -rf "$work/debs" "$work/root"/{lib,etc,var} "$work/root/usr/share"/{doc,man,locale,lintian}

# ---------------------------------------------------------------- first start
say "first start"
COMPONENT=$work FIRST=1 "$here/up.sh" "$work/first" </dev/null
rm -rf "$work/first"
component_done "$work" "$destination" "$destination"
