#!/usr/bin/env bash
# Runs the commands of the documentation as they stand there: in booted machines of their own, with a control plane, the Debian package, a feed of packages and what else a page needs.
#
# Usage:  eng/docs.sh [PAGE]...      such as docs/install.md; all by default
#
# Needs what eng/test.sh needs, and root. Environment: REEVE_NO_BUILD=1 takes what is built.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
export REEVE_DOCS=all REEVE_REQUIRE_COMPONENTS=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ -n "${REEVE_NO_BUILD:-}" ] || dotnet build tests/Host.Tests -v quiet -nologo
filter=
for page in "$@"; do filter="${filter:+$filter|}DisplayName~$page"; done
dotnet test tests/Host.Tests --no-build -nologo --blame-hang-timeout 10min --blame-hang-dump-type none --logger 'console;verbosity=normal' \
  --filter "FullyQualifiedName~Documentation.Sessions${filter:+&($filter)}"
