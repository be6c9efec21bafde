using System.Text.Json;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;
using Xunit.Abstractions;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>A cluster made by the real kubeadm, from its first step until nothing is left of it.</summary>
public sealed class LifeCycleTests(LifeCycleFixture life, ITestOutputHelper output) : IClassFixture<LifeCycleFixture>
{
    [RequiresFact(Component.Kubeadm)]
    public async Task Create_OnAFreshMachine_EndsWithAReadyNode()
    {
        output.WriteLine(await life.StageAsync(nameof(ClusterScenarios.Create)));
        var seen = JsonDocument.Parse(await life.StageAsync(nameof(ClusterScenarios.Observe))).RootElement;

        Assert.True(seen.GetProperty("Exists").GetBoolean());
        Assert.True(seen.GetProperty("ApiServerReady").GetBoolean());
        Assert.Equal(KubeadmPrograms.Version, seen.GetProperty("Version").GetString());
        Assert.Equal("https://10.98.0.10:6443/", seen.GetProperty("Endpoint").GetString());
        var machine = Assert.Single(seen.GetProperty("Machines").EnumerateArray());
        Assert.Equal(("machine", true), (machine.GetProperty("Name").GetString(), machine.GetProperty("Ready").GetBoolean()));
        Assert.StartsWith("containerd://1.", seen.GetProperty("Components").GetProperty("runtime").GetString(), StringComparison.Ordinal);
    }

    [RequiresFact(Component.Kubeadm)]
    public async Task Pod_OfAnImageFromADirectory_RunsInThePodSubnet()
    {
        await life.StageAsync("pod");
        await life.StageAsync("pod-ready");

        Assert.StartsWith("10.244.0.", await life.StageAsync("pod-address"), StringComparison.Ordinal);
    }

    [RequiresFact(Component.Kubeadm)]
    public async Task Kubeconfig_OfAUser_MayWhatItsGroupsMay() => await life.StageAsync(nameof(ClusterScenarios.Kubeconfig));

    [RequiresFact(Component.Kubeadm)]
    public async Task Renew_Certificates_AreNewAndServed() => output.WriteLine(await life.StageAsync(nameof(ClusterScenarios.Renew)));

    [RequiresFact(Component.Kubeadm)]
    public async Task Change_OfCertificateNames_IsServed() => output.WriteLine(await life.StageAsync(nameof(ClusterScenarios.Change)));

    [RequiresFact(Component.Kubeadm)]
    public async Task Upgrade_ThatFails_GoesBackWithItsData()
    {
        output.WriteLine(await life.StageAsync(nameof(ClusterScenarios.FailedUpgrade)));

        Assert.Equal("Running", await life.StageAsync("pod-after"));
    }

    [RequiresFact(Component.Kubeadm)]
    public async Task Upgrade_ToTheNextPatch_TakesControlPlaneAndKubelet() => output.WriteLine(await life.StageAsync(nameof(ClusterScenarios.Upgrade)));

    [RequiresFact(Component.Kubeadm)]
    public async Task Delete_AfterEverything_LeavesTheMachineAsItWas()
    {
        output.WriteLine(await life.StageAsync(nameof(ClusterScenarios.Delete)));

        var differences = MachineDifference.Between(await life.StageAsync("before"), await life.StageAsync("after"));
        output.WriteLine(string.Join('\n', differences.Explained));

        Assert.Empty(differences.Unexplained);
    }
}
