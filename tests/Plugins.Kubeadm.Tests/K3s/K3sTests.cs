using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.K3s;

/// <summary>Clusters of a stand-in for k3s with a real systemd; each test runs inside, in a process of its own.</summary>
public sealed class K3sTests(MachineFixture machine) : IClassFixture<MachineFixture>
{
    [RequiresTheory(Component.PodNetwork)]
    [InlineData(nameof(K3sScenarios.Life_FromMakingToRemoving_LeavesTheMachineAsItWas))]
    [InlineData(nameof(K3sScenarios.Upgrade_NewVersionDoesNotStart_OldOneRunsWithItsData))]
    [InlineData(nameof(K3sScenarios.Create_ServerDoesNotStart_LeavesTheMachineAsItWas))]
    [InlineData(nameof(K3sScenarios.Create_ChecksumOrVersionIsWrong_InstallsNothing))]
    [InlineData(nameof(K3sScenarios.Delete_DataAreKept_NextClusterFindsThem))]
    [InlineData(nameof(K3sScenarios.Delete_SomethingIsMountedAmongTheData_ItStays))]
    [InlineData(nameof(K3sScenarios.Delete_ClusterOfSomebodyElse_IsGoneWhole))]
    public Task Clusters(string scenario) => machine.RunAsync(typeof(K3sScenarios), scenario);
}
