# shellcheck shell=bash
# How programs are built from Debian's source package of Kubernetes; sourced after ../common.sh, never run.

# The last version whose source package in Debian holds the whole of Kubernetes (suite bookworm).
kubernetes_version=1.20.2

# Installs what a build needs.
kubernetes_build_packages() { install_packages golang-go dpkg-dev make rsync golang-github-modern-go-reflect2-dev; }

# Makes $apt a command that knows Debian's bookworm and its sources, with everything below a directory.
kubernetes_apt() { # DIRECTORY
  local mirror kind
  mirror=$(cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null |
    sed -n 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p; s/^deb[[:space:]].*\(https\?:[^[:space:]]*\).*/\1/p' | head -n 1 || true)
  mkdir -p "$1/apt/lists/partial" "$1/apt/cache/archives/partial"
  # A list of sources of its own: those of the machine stay as they are.
  for kind in deb deb-src; do
    echo "$kind [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} bookworm main"
  done >"$1/apt/sources.list"
  apt=(apt-get -qq -o "Dir::Etc::sourcelist=$1/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::Lists=$1/apt/lists" -o "Dir::Cache=$1/apt/cache" -o APT::Sandbox::User=root)
  "${apt[@]}" update
}

# Unpacks the source below a directory, ready to be built, and goes there. Needs $apt.
kubernetes_source() { # DIRECTORY
  say "fetching the source of Kubernetes $kubernetes_version"
  cd "$1" || return
  "${apt[@]}" source kubernetes/bookworm >/dev/null
  cd kubernetes-*/ || return
  mkdir -p .go/src/k8s.io
  ln -sfn ../../.. .go/src/k8s.io/kubernetes
  # The vendored reflect2 1.0.1 knows the map iterator of Go before 1.18 only: under a newer Go the API server soon dies
  # of SIGSEGV in mapiternext. Debian packages the fixed 1.0.2.
  rm -rf vendor/github.com/modern-go/reflect2
  cp -rL /usr/share/gocode/src/github.com/modern-go/reflect2 vendor/github.com/modern-go/reflect2
  rm -f vendor/github.com/modern-go/reflect2/go.mod
  cat >"$1/version" <<VERSION
KUBE_GIT_COMMIT='faecb196815e248d3ecfb03c680a4507229c2a56'
KUBE_GIT_TREE_STATE='clean'
KUBE_GIT_VERSION='v$kubernetes_version'
KUBE_GIT_MAJOR='1'
KUBE_GIT_MINOR='20'
VERSION
}

# Builds packages of the source that is the current directory, into another directory.
kubernetes_make() { # DIRECTORY DESTINATION PACKAGE...
  local directory=$1 destination=$2 package
  shift 2
  mkdir -p "$directory/home" "$destination"
  (
    export GOPATH=$PWD/.go CGO_ENABLED=0 HOME=$directory/home GOFLAGS=-mod=vendor GOCACHE=$directory/gocache \
      KUBE_GIT_VERSION_FILE=$directory/version
    make --silent WHAT="$*"
  )
  for package in "$@"; do
    install -m 755 "_output/local/bin/linux/$(go env GOARCH)/${package##*/}" "$destination/${package##*/}"
  done
}

# Removes a directory of a build. Go's module cache is read-only, even to its owner.
kubernetes_clean() { chmod -R u+w "$1" && rm -rf "$1"; }
