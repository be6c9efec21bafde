using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes;

/// <summary>What is done to the machine's clock, to the cluster's history and to the way there does a node no harm.</summary>
public sealed class ClockAndHistoryTests
{
    [Theory]
    [InlineData(25)]
    [InlineData(-25)]
    public async Task Run_ClockSteps_LeaseIsRenewedAsBefore(int hours)
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();
        await RenewedAsync(harness, 2);

        harness.Clock.Step(TimeSpan.FromHours(hours));
        var before = harness.Clock.GetTimestamp();
        await RenewedAsync(harness, 6);

        Assert.InRange(new TimeSpan(harness.Clock.GetTimestamp() - before), TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(75));
        Assert.Equal("True", harness.Condition("Ready"));
        Assert.False(harness.Controller.Broken.IsCompleted);
        var renewed = harness.Cluster.Find<Reeve.Kubernetes.Lease>(NodeHarness.LeasePath)!.Spec.RenewTime!.Value.Value;
        Assert.InRange(harness.Clock.GetUtcNow() - renewed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Run_ApiAwayForAnHour_TriesSeldomAndGoesOn()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();
        var asked = 0;
        harness.Cluster.Before = (_, _) =>
        {
            Interlocked.Increment(ref asked);
            throw FakeCluster.Unreachable();
        };

        var until = harness.Clock.GetTimestamp() + TimeSpan.FromHours(1).Ticks;
        while (harness.Clock.GetTimestamp() < until)
        {
            await Eventually.TrueAsync(() => harness.Clock.ActiveTimers >= 2, "writer and lease wait");
            harness.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        // Writing about every 10 s, renewing five times every 10 s and more, watching about every 30 s.
        Assert.InRange(Volatile.Read(ref asked), 300, 4000);
        Assert.False(harness.Controller.Broken.IsCompleted);
        harness.Cluster.Before = null;
        await RenewedAsync(harness, 1);
        await harness.PassUntilAsync(() => harness.Log.Text.Contains("can be written again", StringComparison.Ordinal), "the node is written again");
        Assert.Equal("True", harness.Condition("Ready"));
    }

    [Fact]
    public async Task Run_StoreIsRestored_IsNoticedByTheNextRenewal()
    {
        await using var harness = new NodeHarness();
        var restored = 0;
        harness.Controller.Restored += () => Interlocked.Increment(ref restored);
        await harness.StartAsync();
        await RenewedAsync(harness, 2);
        Assert.Equal(0, Volatile.Read(ref restored));

        harness.Cluster.Rewind(1);
        await RenewedAsync(harness, 1);

        await Eventually.TrueAsync(() => Volatile.Read(ref restored) == 1, "it is told");
        await RenewedAsync(harness, 3);
        Assert.Equal(1, Volatile.Read(ref restored));
    }

    private static async Task RenewedAsync(NodeHarness harness, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var before = harness.Cluster.Stored(NodeHarness.LeasePath)!["metadata"]!["resourceVersion"]!.ToString();
            await harness.PassUntilAsync(
                () => harness.Cluster.Stored(NodeHarness.LeasePath)!["metadata"]!["resourceVersion"]!.ToString() != before, "the lease is renewed");
        }
    }
}
