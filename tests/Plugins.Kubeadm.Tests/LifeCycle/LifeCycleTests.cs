using System.Text.Json;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;
using Xunit.Abstractions;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>A cluster made by the real kubeadm, from its first step until nothing is left of it.</summary>
public sealed class LifeCycleTests(LifeCycleFixture life, ITestOutputHelper output) : IClassFixture<LifeCycleFixture>
{
    [RequiresFact(Component.Kubeadm)]
    public void Create_OnAFreshMachine_EndsWithAReadyNode()
    {
        output.WriteLine(life.Stage(nameof(ClusterScenarios.Create)));
        var seen = JsonDocument.Parse(life.Stage(nameof(ClusterScenarios.Observe))).RootElement;

        Assert.True(seen.GetProperty("Exists").GetBoolean());
        Assert.True(seen.GetProperty("ApiServerReady").GetBoolean());
        Assert.Equal(KubeadmPrograms.Version, seen.GetProperty("Version").GetString());
        Assert.Equal("https://10.98.0.10:6443/", seen.GetProperty("Endpoint").GetString());
        var machine = Assert.Single(seen.GetProperty("Machines").EnumerateArray());
        Assert.Equal(("machine", true), (machine.GetProperty("Name").GetString(), machine.GetProperty("Ready").GetBoolean()));
        Assert.StartsWith("containerd://1.", seen.GetProperty("Components").GetProperty("runtime").GetString(), StringComparison.Ordinal);
    }

    [RequiresFact(Component.Kubeadm)]
    public void Pod_OfAnImageFromADirectory_RunsInThePodSubnet()
    {
        life.Stage("pod");
        life.Stage("pod-ready");

        Assert.StartsWith("10.244.0.", life.Stage("pod-address"), StringComparison.Ordinal);
    }

    [RequiresFact(Component.Kubeadm)]
    public void Kubeconfig_OfAUser_MayWhatItsGroupsMay() => life.Stage(nameof(ClusterScenarios.Kubeconfig));

    [RequiresFact(Component.Kubeadm)]
    public void Renew_Certificates_AreNewAndServed() => output.WriteLine(life.Stage(nameof(ClusterScenarios.Renew)));

    [RequiresFact(Component.Kubeadm)]
    public void Change_OfCertificateNames_IsServed() => output.WriteLine(life.Stage(nameof(ClusterScenarios.Change)));

    [RequiresFact(Component.Kubeadm)]
    public void Upgrade_ThatFails_GoesBackWithItsData()
    {
        output.WriteLine(life.Stage(nameof(ClusterScenarios.FailedUpgrade)));

        Assert.Equal("Running", life.Stage("pod-after"));
    }

    [RequiresFact(Component.Kubeadm)]
    public void Upgrade_ToTheNextPatch_TakesControlPlaneAndKubelet() => output.WriteLine(life.Stage(nameof(ClusterScenarios.Upgrade)));

    [RequiresFact(Component.Kubeadm)]
    public void Delete_AfterEverything_LeavesTheMachineAsItWas()
    {
        output.WriteLine(life.Stage(nameof(ClusterScenarios.Delete)));

        var differences = MachineDifference.Between(life.Stage("before"), life.Stage("after"));
        output.WriteLine(string.Join('\n', differences.Explained));

        Assert.Empty(differences.Unexplained);
    }
}
