using System.Runtime.InteropServices;
using Reeve.Plugins.Systemd.Tests.Scenarios;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests;

/// <summary>What the provider does to a real systemd, and the kernel under it. Each runs inside, in a process of its own.</summary>
public sealed class SystemdTests(SystemdFixture systemd) : IClassFixture<SystemdFixture>
{
    [RequiresFact(Component.Systemd)]
    public Task Driver_Always_Conforms() => systemd.RunAsync(typeof(ConformanceScenarios), nameof(ConformanceScenarios.DriverConforms));

    [RequiresFact(Component.Systemd)]
    public Task Provider_WithTheEngine_Conforms() => systemd.RunAsync(typeof(ConformanceScenarios), nameof(ConformanceScenarios.ProviderConforms));

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(StartScenarios.Programs_ThatEndAtOnce_AreReportedAsTheyEnded))]
    [InlineData(nameof(StartScenarios.Program_ThatRuns_IsTheProcessThatTheUnitHas))]
    public Task Starts(string scenario) => systemd.RunAsync(typeof(StartScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(LimitScenarios.MemoryLimit_Exceeded_IsOomKilled))]
    [InlineData(nameof(LimitScenarios.Resize_OfARunningContainer_CountsAtOnce))]
    [InlineData(nameof(LimitScenarios.PodLevelMemory_Exceeded_IsOomKilled))]
    [InlineData(nameof(LimitScenarios.CpuLimit_BusyLoop_IsThrottled))]
    [InlineData(nameof(LimitScenarios.CpuRequests_OfTwoThatWantEveryProcessor_DivideThem))]
    [InlineData(nameof(LimitScenarios.PodPids_ForkBomb_IsStopped))]
    public Task Limits(string scenario) => systemd.RunAsync(typeof(LimitScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(IdentityScenarios.RunAsUser_WithoutAccount_IsTakenOn))]
    [InlineData(nameof(IdentityScenarios.Capabilities_DropAllAddOne_BoundsThem))]
    [InlineData(nameof(IdentityScenarios.NoNewPrivileges_Asked_IsSet))]
    [InlineData(nameof(IdentityScenarios.Environment_Secret_IsInNoProperty))]
    public Task Identity(string scenario) => systemd.RunAsync(typeof(IdentityScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(NamespaceScenarios.Processes_OfOtherContainers_AreNotSeen))]
    [InlineData(nameof(NamespaceScenarios.Processes_Shared_AreSeenAndOutliveContainers))]
    [InlineData(nameof(NamespaceScenarios.Processes_OfTheMachine_AreSeenIfAsked))]
    [InlineData(nameof(NamespaceScenarios.DebugContainer_WithATarget_SeesItsProcesses))]
    [InlineData(nameof(NamespaceScenarios.HostName_OfThePod_IsItsOwn))]
    [InlineData(nameof(NamespaceScenarios.HostNetwork_Asked_KeepsNameAndHostsOfTheMachine))]
    [InlineData(nameof(NamespaceScenarios.Dns_OfThePod_IsInItsFile))]
    [InlineData(nameof(NamespaceScenarios.Ipc_OfThePod_IsSharedWithinItAlone))]
    [InlineData(nameof(NamespaceScenarios.HostNameAndIpc_NothingRunsInThem_AreThereForTheNext))]
    [InlineData(nameof(NamespaceScenarios.Holder_Killed_NextContainerJoinsThoseThatRun))]
    [InlineData(nameof(NamespaceScenarios.Sysctl_OfThePodsIpc_IsSetThereAlone))]
    [InlineData(nameof(NamespaceScenarios.Machine_AfterAPod_HasNoMountAndNoFileMore))]
    public Task Namespaces(string scenario) => systemd.RunAsync(typeof(NamespaceScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(SecurityScenarios.Seccomp_RuntimeDefault_RefusesWhatProgramsDoNotNeed))]
    [InlineData(nameof(SecurityScenarios.Seccomp_Default_RunsADotnetProgram))]
    [InlineData(nameof(SecurityScenarios.Seccomp_Localhost_IsTheProfileOfTheFile))]
    [InlineData(nameof(SecurityScenarios.Seccomp_ProfileThatCannotBe_IsRefused))]
    [InlineData(nameof(SecurityScenarios.KernelFiles_Hidden_UnlessUnmaskedOrPrivileged))]
    [InlineData(nameof(SecurityScenarios.Privileged_Asked_HasAllRights))]
    [InlineData(nameof(SecurityScenarios.NoNewPrivileges_SetUserIdProgram_StaysWhoItIs))]
    [InlineData(nameof(SecurityScenarios.RunAsUserName_OfTheMachine_IsTakenOnWithItsGroups))]
    [InlineData(nameof(SecurityScenarios.SupplementalGroups_ByPolicy_AreMergedOrNot))]
    [InlineData(nameof(SecurityScenarios.RunAsNonRoot_WithoutAUser_DoesNotStart))]
    [InlineData(nameof(SecurityScenarios.AppArmor_OfAKernelWithout_IsRefusedAndNeverLeftOut))]
    [InlineData(nameof(SecurityScenarios.RuntimeClass_Preset_IsInForce))]
    public Task Security(string scenario) => systemd.RunAsync(typeof(SecurityScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(MountScenarios.Volumes_AtMissingPlaces_AppearInsideAlone))]
    [InlineData(nameof(MountScenarios.ReadOnlyRoot_Asked_KeepsVolumesWritable))]
    [InlineData(nameof(MountScenarios.ServiceDirectories_OfAPod_AreSharedKeptAndGoWithIt))]
    [InlineData(nameof(MountScenarios.PodDirectories_AsTheyAre_AreOfThePodAlone))]
    public Task Mounts(string scenario) => systemd.RunAsync(typeof(MountScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(PropagationScenarios.Machine_MountsLater_IsSeenByWhoAskedAlone))]
    [InlineData(nameof(PropagationScenarios.Container_MountsBidirectionally_IsSeenByTheMachineAndStays))]
    [InlineData(nameof(PropagationScenarios.Mount_ThatTheMachineDoesNotShare_IsSaid))]
    public Task Propagation(string scenario) => systemd.RunAsync(typeof(PropagationScenarios), scenario);

    [RequiresTheory(Component.Systemd, Component.Busybox)]
    [InlineData(nameof(RootScenarios.Container_OfLayers_SeesTheImageAndWritesToItsOwn))]
    [InlineData(nameof(RootScenarios.Container_OfLayers_HasWhatProgramsExpect))]
    [InlineData(nameof(RootScenarios.User_NamedByTheImage_IsTakenOn))]
    [InlineData(nameof(RootScenarios.User_OfThePod_CountsMore))]
    [InlineData(nameof(RootScenarios.User_Unknown_IsSaid))]
    [InlineData(nameof(RootScenarios.Program_Missing_IsSaid))]
    [InlineData(nameof(RootScenarios.Rights_OfAnOrdinaryContainer_AreThoseOfContainers))]
    [InlineData(nameof(RootScenarios.Root_ReadOnly_KeepsVolumesWritable))]
    [InlineData(nameof(RootScenarios.Volumes_AtAnyPlace_AppearInsideAlone))]
    [InlineData(nameof(RootScenarios.Exec_InAnImageWithoutAShell_RunsThere))]
    [InlineData(nameof(RootScenarios.MemoryLimit_Exceeded_IsOomKilled))]
    [InlineData(nameof(RootScenarios.Device_MadeByAContainer_IsThereAndNotOpened))]
    public Task Roots(string scenario) => systemd.RunAsync(typeof(RootScenarios), scenario);

    [RequiresTheory(Component.Systemd, Component.Busybox)]
    [InlineData(nameof(RootMountScenarios.Mounts_AfterEverything_AreGone))]
    [InlineData(nameof(RootMountScenarios.StateDirectory_AnotherOne_ContainersAreFoundAndEntered))]
    [InlineData(nameof(RootMountScenarios.StateDirectory_Deleted_ContainersEndInGoodOrder))]
    [InlineData(nameof(RootMountScenarios.Written_ByAContainer_IsCountedAsItsOwn))]
    [InlineData(nameof(RootMountScenarios.Layers_Many_AreStacked))]
    [InlineData(nameof(RootMountScenarios.Image_FromALayout_RunsAsItsMakerMeant))]
    public Task RootMounts(string scenario) => systemd.RunAsync(typeof(RootMountScenarios), scenario);

    [RequiresTheory(Component.Systemd, Component.Busybox)]
    [InlineData(nameof(EngineScenarios.Container_WritesMoreToItsRootThanItMay_IsEvicted))]
    public Task Engine(string scenario) => systemd.RunAsync(typeof(EngineScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(EngineScenarios.ImageVolume_OfTwoLayers_IsReadAndNotWrittenNorRun))]
    [InlineData(nameof(EngineScenarios.ImageVolume_WithASubPathThatIsNotThere_DoesNotStart))]
    [InlineData(nameof(EngineScenarios.ImageVolume_AfterARestartOfTheAgent_IsWhatItWas))]
    public Task ImageVolumes(string scenario) => systemd.RunAsync(typeof(EngineScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(RecoveryScenarios.StateDirectory_Deleted_EverythingIsFoundAgain))]
    [InlineData(nameof(RecoveryScenarios.Unit_StoppedByHand_IsReported))]
    [InlineData(nameof(RecoveryScenarios.Daemon_ExecutedAnew_NothingNotices))]
    [InlineData(nameof(RecoveryScenarios.Daemon_Reloaded_AdoptsAndExecsAsBefore))]
    [InlineData(nameof(RecoveryScenarios.Bus_Restarted_EndsAreStillNoticed))]
    [InlineData(nameof(RecoveryScenarios.Bus_Killed_NothingNoticesAndNewPodsStart))]
    public Task Recovery(string scenario) => systemd.RunAsync(typeof(RecoveryScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData("join=1,join-start=1")]
    [InlineData("ipc=/proc/1/root/etc/hostname")]
    public async Task Entry_NamespaceIsNoMore_DoesNotRunTheProgram(string options)
    {
        var entry = Path.Combine(Repository.Root, "Plugins.Systemd/Entry", RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "entry-linux-x64" : "entry-linux-arm64");

        var result = await systemd.RunInsideAsync(
            ["systemd-run", "--quiet", "--wait", "--pipe", "--property=Type=notify", "--property=NotifyAccess=all", "--", entry, "run", .. options.Split(','), "--", "/bin/echo", "ran"]);

        Assert.Equal((226, ""), (result.ExitCode, result.Output));
    }

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(JournalScenarios.Output_OfBothStreams_IsToldApartAndWhole))]
    [InlineData(nameof(JournalScenarios.Tail_AndSince_AreWhatIsAskedFor))]
    [InlineData(nameof(JournalScenarios.Follow_UntilTheEnd_GivesAllOfIt_AlsoAfterARestartOfTheAgent))]
    [InlineData(nameof(JournalScenarios.Attempts_AreReadEachForItself))]
    [InlineData(nameof(JournalScenarios.Flood_WhereTheJournalLimitsServices_LosesNothing))]
    [InlineData(nameof(JournalScenarios.Spool_Chosen_TheDriverHasNothing))]
    public Task Journal(string scenario) => systemd.RunAsync(typeof(JournalScenarios), scenario);

    [RequiresTheory(Component.PodNetwork)]
    [InlineData(nameof(NetworkScenarios.Pod_OfItsOwnNetwork_IsReachedAndAlone))]
    [InlineData(nameof(NetworkScenarios.Pod_OfANodeWithARange_HasAnAddressOfIt))]
    [InlineData(nameof(NetworkScenarios.Sysctl_OfTheNetwork_IsThePodsAlone))]
    [InlineData(nameof(NetworkScenarios.Bandwidth_Annotated_IsLimitedByTheKernel))]
    [InlineData(nameof(NetworkScenarios.Agent_StartedAgain_FindsTheNetwork))]
    [InlineData(nameof(NetworkScenarios.Plugin_Missing_LeavesNothing))]
    [InlineData(nameof(NetworkScenarios.Agent_KilledWhileMaking_LeavesNothing))]
    [InlineData(nameof(NetworkScenarios.Pod_OfTheMachinesNetwork_IsInIt))]
    public Task Networks(string scenario) => systemd.RunAloneAsync(typeof(NetworkScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(StreamScenarios.Attach_InputOnce_IsConnectedUntilTheContainerEnds))]
    [InlineData(nameof(StreamScenarios.Attach_AgentStartsAgain_InputAndOutputGoOn))]
    [InlineData(nameof(StreamScenarios.Attach_Terminal_IsConnectedAndTakesItsSize))]
    [InlineData(nameof(StreamScenarios.Output_OfATerminal_GoesOnWithoutAnAgent))]
    [InlineData(nameof(StreamScenarios.Holder_ProgramMissing_IsNotLeftBehind))]
    [InlineData(nameof(StreamScenarios.PortForward_OtherNetwork_IsEntered))]
    public Task Streams(string scenario) => systemd.RunAsync(typeof(StreamScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(ManagerScenarios.Address_OfTheSystemsBus_IsTheSystemsManager))]
    [InlineData(nameof(ManagerScenarios.Bus_ManyUnits_HasOneRuleForAll))]
    public Task Managers(string scenario) => systemd.RunAsync(typeof(ManagerScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(ManagerScenarios.User_WithoutRoot_RunsFindsAgainAndStops))]
    [InlineData(nameof(ManagerScenarios.User_WithoutRoot_AttachesToATerminal))]
    [InlineData(nameof(ManagerScenarios.User_WithoutRoot_LacksUsersAndMounts))]
    public Task UserManager(string scenario) => systemd.RunAsUserAsync(typeof(ManagerScenarios), scenario);

    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(ExecScenarios.Exec_Command_IsInTheContainersCgroupMountsAndIdentity))]
    [InlineData(nameof(ExecScenarios.Exec_Terminal_IsTheCommandsOwnAndTakesItsSize))]
    [InlineData(nameof(ExecScenarios.Exec_CallerLeaves_EndsTheCommand))]
    public Task Exec(string scenario) => systemd.RunAsync(typeof(ExecScenarios), scenario);
}
