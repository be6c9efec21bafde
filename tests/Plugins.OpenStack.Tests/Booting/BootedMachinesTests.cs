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
    public async Task Create_ServersThatBoot_BecomeACluster()
    {
        var result = await BootProgram.RunAsync();

        output.WriteLine(result.Output);
        Assert.True(result.Succeeded, result.ToString());
    }
}
