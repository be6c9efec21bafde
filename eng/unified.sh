#!/usr/bin/env bash
# Runs what the systemd provider does with resources where the machine has control groups of version 2 alone, whatever this machine has.
#
# Usage:  eng/unified.sh [CLASS METHOD...]      scenarios of tests/Plugins.Systemd.Tests; by default those below
#
# In an emulated machine (components/systemd/v2.sh says what that needs): some minutes of one processor. Not part of eng/test.sh.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
root=$(dirname "$here")

dotnet build "$root/tests/Plugins.Systemd.Tests" -v quiet --nologo >&2
job=$(mktemp)
trap 'rm -f "$job"' EXIT
{
  echo "cd '$root'"
  echo 'export DOTNET_NOLOGO=1 DOTNET_TieredPGO=0 DOTNET_TieredCompilation=1; status=0'
  run() { # CLASS METHOD...
    echo "dotnet artifacts/bin/Plugins.Systemd.Tests/debug/Plugins.Systemd.Tests.dll Reeve.Plugins.Systemd.Tests.Scenarios.$1 ${*:2} _ || status=1"
  }
  if [ $# -gt 0 ]; then
    run "$@"
  else
    run UnifiedScenarios MemoryRequest_IsProtectedAndTheLimitApproachedSlowly MemoryLimit_ExceededByAChild_EndsTheContainer \
      PodLevelMemory_Exceeded_IsReportedAsOom Stats_AreThoseOfTheControlGroup Resize_Raised_LetsARunningContainerHaveMore
    run LimitScenarios MemoryLimit_Exceeded_IsOomKilled Resize_OfARunningContainer_CountsAtOnce PodLevelMemory_Exceeded_IsOomKilled \
      CpuLimit_BusyLoop_IsThrottled PodPids_ForkBomb_IsStopped
    run RootScenarios MemoryLimit_Exceeded_IsOomKilled Rights_OfAnOrdinaryContainer_AreThoseOfContainers Device_MadeByAContainer_IsThereAndNotOpened
    run ExecScenarios Exec_Command_IsInTheContainersCgroupMountsAndIdentity
    run RecoveryScenarios StateDirectory_Deleted_EverythingIsFoundAgain
  fi
  echo 'exit $status'
} | sed 's/ _ ||/ ||/' > "$job"
BIND="$root ${BIND:-}" nice "$here/components/systemd/v2.sh" "$job"
