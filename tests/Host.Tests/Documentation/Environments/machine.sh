# A machine as a reader has it, with this directory as home: root, a key for SSH, kubectl. Read by the shell of a session, see ../Sessions.
set -m
export XDG_CACHE_HOME=$MACHINE_HOME/.cache NUGET_PACKAGES=${NUGET_PACKAGES:-$MACHINE_HOME/.nuget/packages} DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 SYSTEMD_PAGER=
(
  set -e
  tools=$(dirname "$HOME")/bin
  command -v sudo >/dev/null || { printf '#!/bin/sh\nexec "$@"\n' > "$tools/sudo"; chmod 755 "$tools/sudo"; }
  ln -s "$("$REPOSITORY/eng/components/kubernetes/build.sh" --find)/kubectl" "$tools/kubectl"
  mkdir -p .ssh && ssh-keygen -q -t ed25519 -N '' -f .ssh/id_ed25519
  echo fail-with-body > .curlrc
)
