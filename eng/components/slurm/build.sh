#!/usr/bin/env bash
# Sees to it that the programs of a Slurm cluster and of a login node that up.sh starts are there, and prints sbatch's path.
#
# Usage:  eng/components/slurm/build.sh [--find]
#   --find    install nothing: fail when something is missing
#
# Installed from Debian; no service of theirs is started.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

PATH=$PATH:/usr/sbin
packages=(munge slurm-wlm slurm-wlm-jwt-plugin slurmrestd slurmdbd mariadb-server openssh-server openssh-client)
whole() {
  command -v munged slurmctld slurmd slurmdbd slurmrestd sbatch sacct mariadbd mariadb-install-db sshd ssh setpriv >/dev/null &&
    ls /usr/lib/*/slurm-wlm/auth_jwt.so >/dev/null 2>&1
}
if ! whole; then
  [ "${1:-}" != --find ] || die "programs of Slurm, MariaDB or OpenSSH are missing (eng/components/slurm/build.sh installs them)"
  without_services install_packages "${packages[@]}" >&2
  whole || die "programs of Slurm, MariaDB or OpenSSH are missing"
fi
command -v sbatch
