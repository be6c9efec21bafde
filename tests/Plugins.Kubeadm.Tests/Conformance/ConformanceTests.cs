using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.Conformance;

/// <summary>What the contract demands of provisioners, as far as it can be seen without a cluster; on a machine with a real systemd.</summary>
public sealed class ConformanceTests(MachineFixture machine) : IClassFixture<MachineFixture>
{
    [RequiresTheory(Component.PodNetwork)]
    [InlineData(nameof(ConformanceScenarios.Kubeadm_MeetsWhatChangesNothing))]
    [InlineData(nameof(ConformanceScenarios.K3s_MeetsWhatChangesNothing))]
    public Task Provisioners(string scenario) => machine.RunAsync(typeof(ConformanceScenarios), scenario);
}
