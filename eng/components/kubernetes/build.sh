#!/usr/bin/env bash
# Sees to it that the programs of a Kubernetes control plane are there, and prints the directory that holds them.
#
# Usage:  eng/components/kubernetes/build.sh [--find]
#   --find    build nothing: fail when nothing usable is there
#
# Looked for, in this order:
#   1. $KUBEBUILDER_ASSETS, the directory that envtest's users have already
#   2. <cache>/kubernetes-<version>, where <cache> is ${XDG_CACHE_HOME:-~/.cache}/reeve/components
#   3. built into 2 from Debian's source package of bookworm; needs root on Debian, about 7 minutes on two processors
#
# A build happens beside its destination and is moved there when it is complete: a directory of that name is always whole.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../common.sh
. "$here/../common.sh"

version=1.20.2
programs=(etcd kube-apiserver kube-controller-manager kube-scheduler kubectl)
built=("${programs[@]:1}")

whole() { local program; for program in "${programs[@]}"; do [ -x "$1/$program" ] || return 1; done; }

if [ -n "${KUBEBUILDER_ASSETS:-}" ]; then
  whole "$KUBEBUILDER_ASSETS" || die "KUBEBUILDER_ASSETS=$KUBEBUILDER_ASSETS lacks one of: ${programs[*]}"
  printf '%s\n' "$KUBEBUILDER_ASSETS"
  exit
fi

destination=$(components_cache)/kubernetes-$version
if whole "$destination"; then printf '%s\n' "$destination"; exit; fi
[ "${1:-}" != --find ] || die "no control plane programs in $destination (eng/components/kubernetes/build.sh builds them)"

# Whatever the steps below print is progress; the answer alone goes to standard output.
exec 3>&1 1>&2

mkdir -p "$(dirname "$destination")"
exec 9>"$destination.lock"
flock 9
if whole "$destination"; then printf '%s\n' "$destination" >&3; exit; fi

install_packages golang-go dpkg-dev make rsync golang-github-modern-go-reflect2-dev ||
  die "cannot build without them; set KUBEBUILDER_ASSETS to a directory with ${programs[*]}"

work=$(mktemp -d "$destination.build-XXXXXX")
# Go's module cache is read-only, even to its owner.
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
cd "$work"

say "fetching the source of Kubernetes $version"
mirror=$(cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null |
  sed -n 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p; s/^deb[[:space:]].*\(https\?:[^[:space:]]*\).*/\1/p' | head -n 1 || true)
mkdir -p apt/lists/partial apt/cache/archives/partial
# A list of sources of its own: those of the machine stay as they are.
for kind in deb deb-src; do
  echo "$kind [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} bookworm main"
done >apt/sources.list
apt=(apt-get -qq -o "Dir::Etc::sourcelist=$work/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
  -o "Dir::State::Lists=$work/apt/lists" -o "Dir::Cache=$work/apt/cache" -o APT::Sandbox::User=root)
"${apt[@]}" update
"${apt[@]}" source kubernetes/bookworm >/dev/null
# Unpacked, not installed: on a machine with systemd the package would start a server of its own.
(cd apt/cache && "${apt[@]}" download etcd-server && dpkg-deb -x etcd-server_*.deb etcd)
mkdir -p "$work/bin"
install -m 755 apt/cache/etcd/usr/bin/etcd "$work/bin/etcd"
cd kubernetes-*/

mkdir -p .go/src/k8s.io
ln -sfn ../../.. .go/src/k8s.io/kubernetes
# The vendored reflect2 1.0.1 knows the map iterator of Go before 1.18 only: under a newer Go the API server soon dies
# of SIGSEGV in mapiternext. Debian packages the fixed 1.0.2.
rm -rf vendor/github.com/modern-go/reflect2
cp -rL /usr/share/gocode/src/github.com/modern-go/reflect2 vendor/github.com/modern-go/reflect2
rm -f vendor/github.com/modern-go/reflect2/go.mod

cat >"$work/version" <<END
KUBE_GIT_COMMIT='faecb196815e248d3ecfb03c680a4507229c2a56'
KUBE_GIT_TREE_STATE='clean'
KUBE_GIT_VERSION='v$version'
KUBE_GIT_MAJOR='1'
KUBE_GIT_MINOR='20'
END
export GOPATH=$PWD/.go CGO_ENABLED=0 HOME=$work/home GOFLAGS=-mod=vendor GOCACHE=$work/gocache KUBE_GIT_VERSION_FILE=$work/version
mkdir -p "$HOME"

say "building ${built[*]} (about 7 minutes on two processors)"
make --silent WHAT="$(printf 'cmd/%s ' "${built[@]}")"
for program in "${built[@]}"; do
  install -m 755 "_output/local/bin/linux/$(go env GOARCH)/$program" "$work/bin/$program"
done
rm -rf "$destination"
mv -T "$work/bin" "$destination"
say "built into $destination"
printf '%s\n' "$destination" >&3
