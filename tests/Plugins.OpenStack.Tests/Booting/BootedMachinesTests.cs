using Reeve.Testing;
using Xunit.Abstractions;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>
/// User data of masters and workers boots: Debian's cloud-init, a systemd and a network for each machine, the real kubeadm, kubelet and containerd. The
/// cloud is one in memory, the operation engine, provisioner and clients are the agent's.
/// </summary>
public sealed class BootedMachinesTests(ITestOutputHelper output)
{
    [RequiresFact(Component.Kubeadm, Component.CloudInit)]
    public Task Create_ServersThatBoot_BecomeACluster() => BootAsync();

    /// <summary>The same with a stand-in for k3s: it is seen what the machines are given and what their script does, not what k3s does.</summary>
    [RequiresFact(Component.Kubeadm, Component.CloudInit)]
    public Task CreateK3s_ServersThatBoot_JoinTheStandInByPinnedTokens() => BootAsync("k3s");

    private async Task BootAsync(params string[] arguments)
    {
        var result = await BootProgram.RunAsync(arguments);

        output.WriteLine(result.Output);
        Assert.True(result.Succeeded, result.ToString());
    }
}
