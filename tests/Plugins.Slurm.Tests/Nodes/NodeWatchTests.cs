using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Nodes;
using Reeve.Plugins.Slurm.Tests.Controller.Polling;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Nodes;

public sealed class NodeWatchTests
{
    private static readonly SlurmPartition Main = new()
    {
        Name = "main",
        IsAvailable = true,
        Cpus = 16,
        MemoryBytes = 16L << 30,
        TemporaryDiskBytes = 1L << 30,
        NodeCount = 2,
        AvailableNodeCount = 2,
        GenericResources = new Dictionary<string, long> { ["gpu"] = 4, ["gpu:a100"] = 4, ["shard"] = 8 },
        Features = ["ib", "avx512:vnni"],
        Version = "22.05.8",
        Cluster = "lucy",
    };

    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedController _controller = new() { Partition = () => Main };

    [Fact]
    public async Task Watch_Partition_IsANode()
    {
        await using var watch = Watch(new SlurmOptions()).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        var node = watch.Current;

        Assert.Equal(
            "cpu=16 ephemeral-storage=1Gi memory=16Gi nvidia.com/gpu=4 pods=128 slurm.reeve.dev/gpu.a100=4 slurm.reeve.dev/shard=8",
            string.Join(' ', node.Capacity.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal(
            "feature.slurm.reeve.dev/avx512-vnni=true feature.slurm.reeve.dev/ib=true slurm.reeve.dev/cluster=lucy slurm.reeve.dev/partition=main",
            string.Join(' ', node.Labels.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal("slurm://22.05.8", node.SystemInfo.ContainerRuntimeVersion);
        Assert.False(node.Unschedulable);
        Assert.All(node.Conditions, condition => Assert.Equal("True", condition.Status));
    }

    [Fact]
    public async Task Watch_Overcommit_OffersMore()
    {
        await using var watch = Watch(new SlurmOptions { Node = new PartitionNodeOptions { Overcommit = 2.5, MaxPods = 7 } }).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());

        Assert.Equal(("40", "7", "10"), (watch.Current.Capacity["cpu"].ToString(), watch.Current.Capacity["pods"].ToString(), watch.Current.Capacity["nvidia.com/gpu"].ToString()));
    }

    [Fact]
    public async Task Watch_Drained_CordonsWithTheReason()
    {
        await using var watch = Watch(new SlurmOptions()).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());

        _controller.Partition = () => Main with { IsAvailable = false, AvailableNodeCount = 0, Reason = "No node of partition main takes jobs: 2 idle+drain (fan broken)." };
        var next = await NextAsync(watch);

        Assert.True(next.Unschedulable);
        Assert.Contains("fan broken", next.Conditions.Single(condition => condition.Type == PartitionNode.AvailableCondition).Message!, StringComparison.Ordinal);
        Assert.Equal("True", next.Conditions.Single(condition => condition.Type == "Ready").Status);
    }

    [Fact]
    public async Task Watch_ControllerAway_IsNotReadyAtTheSecondFailure()
    {
        await using var watch = Watch(new SlurmOptions()).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        var failures = 0;
        _controller.Partition = () =>
        {
            failures++;
            throw new ProviderException(ErrorReason.Transient, "sinfo: Unable to contact slurm controller");
        };

        var away = await NextAsync(watch);

        Assert.Equal(2, failures);
        var ready = away.Conditions.Single(condition => condition.Type == "Ready");
        Assert.Equal(("False", "SlurmUnreachable"), (ready.Status, ready.Reason));
        Assert.Equal("16", away.Capacity["cpu"].ToString());

        _controller.Partition = () => Main;
        Assert.Equal("True", (await NextAsync(watch)).Conditions.Single(condition => condition.Type == "Ready").Status);
    }

    [Fact]
    public async Task Watch_ControllerAwayFromTheStart_IsNotReady()
    {
        _controller.Partition = () => throw new ProviderException(ErrorReason.Denied, "key refused");
        await using var watch = Watch(new SlurmOptions()).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());

        Assert.Equal("SlurmRefuses", watch.Current.Conditions.Single().Reason);
    }

    [Fact]
    public void LabelText_AnyName_IsAValidLabel() => Prop.ForAll<string>(text =>
    {
        var label = LabelText.Of(text ?? "");
        return label.Length <= 63 && (label.Length == 0 || (char.IsAsciiLetterOrDigit(label[0]) && char.IsAsciiLetterOrDigit(label[^1])))
            && label.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.');
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("slurm.reeve.dev/gpu.a100", "gpu:a100")]
    [InlineData("slurm.reeve.dev/shard", "shard")]
    [InlineData("slurm.reeve.dev/", null)]
    [InlineData("slurm.reeve.dev/a b", null)]
    [InlineData("example.com/shard", null)]
    public void OwnName_NamesOfTheNode_AreGenericResources(string extended, string? expected) => Assert.Equal(expected, NodeResources.OwnName(extended));

    [Theory]
    [InlineData("login1", "login1")]
    [InlineData("login1:2222", "login1")]
    [InlineData("[fe80::1]:22", "fe80::1")]
    [InlineData("fe80::1", "fe80::1")]
    public void Name_OfALoginNode_IsWithoutPort(string host, string expected) => Assert.Equal(expected, NodeAddresses.Name(host));

    private IAsyncEnumerable<NodeDescription> Watch(SlurmOptions options) => new NodeWatch(new FixedUsers(_controller), options, _time).WatchAsync(CancellationToken.None);

    private async Task<NodeDescription> NextAsync(IAsyncEnumerator<NodeDescription> watch)
    {
        var next = watch.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(
            () =>
            {
                if (!next.IsCompleted && _time.NextDue is { } due)
                {
                    _time.Advance(due - _time.GetUtcNow());
                }

                return next.IsCompleted;
            }, "the node is described again");
        Assert.True(await next);
        return watch.Current;
    }
}
