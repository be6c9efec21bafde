using Reeve.Machine.Nodes;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Nodes;

public sealed class NodeProbeTests
{
    [LinuxFact]
    public async Task WatchNode_FirstItem_DescribesThisMachine()
    {
        await using var harness = await DriverHarness.StartAsync("""{"maxPods":7}""");
        using var end = new CancellationTokenSource();
        var items = harness.Driver.WatchNodeAsync(end.Token).GetAsyncEnumerator();

        Assert.True(await items.MoveNextAsync());
        var node = items.Current;
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await items.MoveNextAsync());

        Assert.Equal(Environment.ProcessorCount, node.Capacity["cpu"].Value);
        Assert.Equal(7, node.Capacity["pods"].Value);
        Assert.True(node.Capacity["memory"].Value > 0);
        Assert.True(node.Capacity["ephemeral-storage"].Value > 0);
        Assert.Equal("linux", node.SystemInfo.OperatingSystem);
        Assert.Equal(NodeProbe.ReadBootId(), node.SystemInfo.BootID);
        Assert.NotEqual("", node.SystemInfo.KernelVersion);
        Assert.Contains(node.Addresses, address => address.Type == "Hostname");
        Assert.Contains(node.Addresses, address => address.Type == "InternalIP");
    }
}
