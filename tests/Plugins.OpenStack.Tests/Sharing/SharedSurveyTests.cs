using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Sharing;

public sealed class SharedSurveyTests
{
    private const string Servers = """{"waitFor": "servers"}"""; // the machines of the cloud in memory form one cluster
    private const int Clusters = 6;
    private const int Kinds = 9; // of this cloud

    private static readonly TimeSpan s_age = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Observe_ManyClustersThatAreWatched_AsksForAllTogetherAndGivesEachItsOwn()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        var clusters = await ManyAsync(fixture);
        await fixture.RestartAsync(); // nothing is remembered, and calls are counted from here
        foreach (var cluster in clusters)
        {
            await fixture.ObserveAsync(cluster, s_age); // each new one makes a round necessary, which is about all before it
        }

        var asked = fixture.World.Calls.Count(IsList);
        var seen = await Task.WhenAll(clusters.Select(cluster => fixture.ObserveAsync(cluster, s_age)));

        Assert.Equal((Kinds * Clusters, Kinds * Clusters), (asked, fixture.World.Calls.Count(IsList)));
        foreach (var (cluster, observation) in clusters.Zip(seen))
        {
            Assert.Equal([$"{cluster.Name}-master-1", $"{cluster.Name}-worker-1", $"{cluster.Name}-worker-2"], observation.Machines.Select(machine => machine.Name).Order(StringComparer.Ordinal));
            Assert.Empty(ClusterObserver.FactsOf(observation).Drift);
        }
    }

    [Fact]
    public async Task Observe_WhatItsOwnOperationHasMade_IsSeenAtOnce()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        var cluster = fixture.Cluster();
        Assert.False((await fixture.ObserveAsync(cluster, s_age)).Exists);

        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());
        var made = await fixture.ObserveAsync(cluster, s_age);
        await fixture.RunAsync(ClusterIntent.Change, fixture.Spec("""{"pools": [{"name": "worker", "count": 3}]}"""));
        var grown = await fixture.ObserveAsync(cluster, s_age);
        await fixture.RunAsync(ClusterIntent.Delete, fixture.Spec());

        Assert.Equal((3, 4), (made.Machines.Count, grown.Machines.Count));
        Assert.False((await fixture.ObserveAsync(cluster, s_age)).Exists);
    }

    [Fact]
    public async Task Observe_WhatSomebodyElseHasChanged_IsSeenByWhoWantsToKnowNow()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());
        await fixture.ObserveAsync(fixture.Cluster(), s_age);
        fixture.World.Store["servers"].RemoveAt(2);

        Assert.Equal(3, (await fixture.ObserveAsync(fixture.Cluster(), s_age)).Machines.Count); // within the age that was asked for
        Assert.Equal(2, (await fixture.ObserveAsync(fixture.Cluster())).Machines.Count);
        Assert.Equal(2, (await fixture.ObserveAsync(fixture.Cluster(), s_age)).Machines.Count); // and by all others from then on
    }

    [Fact]
    public async Task Create_AnotherAgentsClusterAmongMany_IsRefusedAlone()
    {
        await using var first = await new CloudFixture("one").StartAsync();
        await first.RunAsync(ClusterIntent.Create, first.Spec(Servers, "c1"));
        await using var second = await new CloudFixture("two", first.World).StartAsync();

        var ended = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => second.RunAsync(ClusterIntent.Create, second.Spec(Servers, $"c{number}"))));

        Assert.Equal([OperationState.Done, OperationState.Undone, OperationState.Done], ended.Select(operation => operation.State));
        Assert.Contains(first.Owner.Token, ended[1].Error, StringComparison.Ordinal);
    }

    private static bool IsList(CloudCall call) => call is { Method: "GET", Service: "compute" or "network" } && call.Path != "v2.1";

    private static async Task<IReadOnlyList<ClusterId>> ManyAsync(CloudFixture fixture)
    {
        var names = Enumerable.Range(1, Clusters).Select(number => $"c{number}").ToList();
        foreach (var operation in await Task.WhenAll(names.Select(name => fixture.RunAsync(ClusterIntent.Create, fixture.Spec(Servers, name)))))
        {
            Assert.True(operation.State is OperationState.Done, operation.Error);
        }

        return [.. names.Select(name => fixture.Cluster(name))];
    }
}
