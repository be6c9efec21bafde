using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Handover;

/// <summary>A cluster goes from one agent to another, in a cloud in memory.</summary>
public sealed class HandoverTests
{
    [Theory]
    [InlineData(false, Handovers.Keyed, "1.30.2")]
    [InlineData(true, """{"masters": {"count": 3}, "access": {"api": "loadBalancer"}}""", "1.30.2")]
    [InlineData(true, """{"distribution": "k3s", "masters": {"count": 3}, "access": {"api": "loadBalancer"}}""", "1.30.2+k3s1")]
    public async Task Adopt_AfterRelease_EverythingIsTheOtherAgentsAndLivesOn(bool balanced, string provider, string version)
    {
        await using var first = await new CloudFixture(world: new FakeCloud { HasBalancers = balanced }).StartAsync();
        await using var second = await new CloudFixture("two", first.World).StartAsync();
        var empty = first.World.Store.Describe();
        await DoneAsync(first, ClusterIntent.Create, first.Spec(provider, version: version));
        var before = Ids(await first.ObserveAsync(first.Cluster()));

        await DoneAsync(first, ClusterIntent.Release, first.Spec(provider, version: version));
        var spec = await Handovers.GiveAsync(first, second, first.Spec(provider, version: version));
        await DoneAsync(second, ClusterIntent.Adopt, spec);

        var seen = await second.ObserveAsync(second.Cluster());
        var facts = ClusterObserver.FactsOf(seen);
        Assert.Empty(facts.Drift);
        Assert.Equal(before.Where(id => !IsKeypair(id)), Ids(seen).Where(id => !IsKeypair(id)));
        Assert.All(facts.Of(NetworkKinds.SecurityGroup), group => Assert.Contains($"reeve-former={first.Owner.Token}", group.Tags));
        Assert.False((await first.ObserveAsync(first.Cluster())).Exists);
        Assert.Contains(second.Owner.Token, (await RefusedAsync(first, ClusterIntent.Create, first.Spec(provider, version: version))).Error, StringComparison.Ordinal);

        // It is changed and removed as one that this agent has made; nothing of it is left.
        var own = spec with { AdoptedFrom = null };
        Assert.Empty((await second.PlanAsync(ClusterIntent.Change, own)).Plan.Steps);
        await DoneAsync(second, ClusterIntent.Change, own with { Provider = Json(provider[..^1] + """, "pools": [{"name": "worker", "count": 3}]}""") });
        await DoneAsync(second, ClusterIntent.Delete, own);
        Assert.Equal(empty, first.World.Store.Describe());
    }

    [Fact]
    public async Task Release_OldAgentsLedger_HoldsNothingThatItCouldTakeBack()
    {
        await using var first = await new CloudFixture().StartAsync();
        await DoneAsync(first, ClusterIntent.Create, first.Spec());

        await DoneAsync(first, ClusterIntent.Release, first.Spec());

        Assert.Empty(first.Engine.GetLedger(first.Cluster()));
    }

    [Fact]
    public async Task Adopt_WhatIsNotReleased_ConflictsWithItsOwner()
    {
        await using var first = await new CloudFixture().StartAsync();
        await using var second = await new CloudFixture("two", first.World).StartAsync();
        await DoneAsync(first, ClusterIntent.Create, first.Spec());
        var spec = await Handovers.GiveAsync(first, second, first.Spec());
        var calls = first.World.Calls.Count(call => call.Mutates);

        var refused = await Assert.ThrowsAsync<ProviderException>(() => second.PlanAsync(ClusterIntent.Adopt, spec));

        Assert.Equal(ErrorReason.Conflict, refused.Reason);
        Assert.Contains($"{first.Owner.Token} on host-one", refused.Message, StringComparison.Ordinal);
        Assert.Equal(calls, first.World.Calls.Count(call => call.Mutates));
    }

    [Fact]
    public async Task Adopt_ByTwoAgents_OneGetsIt()
    {
        await using var first = await new CloudFixture().StartAsync();
        await using var second = await new CloudFixture("two", first.World).StartAsync();
        await using var third = await new CloudFixture("three", first.World).StartAsync();
        await DoneAsync(first, ClusterIntent.Create, first.Spec());
        await DoneAsync(first, ClusterIntent.Release, first.Spec());
        var late = await third.PlanAsync(ClusterIntent.Adopt, await Handovers.GiveAsync(first, third, first.Spec())); // while it could still be had

        await DoneAsync(second, ClusterIntent.Adopt, await Handovers.GiveAsync(first, second, first.Spec()));
        var refused = await third.EndAsync((await third.Engine.StartAsync(late, CancellationToken.None)).Id);

        Assert.Equal(OperationState.Undone, refused.State);
        Assert.Contains(second.Owner.Token, refused.Error, StringComparison.Ordinal);
        var stale = await Assert.ThrowsAsync<ProviderException>(async () => await third.PlanAsync(ClusterIntent.Adopt, await Handovers.GiveAsync(first, third, first.Spec())));
        Assert.Equal(ErrorReason.Conflict, stale.Reason);
        Assert.Contains($"{second.Owner.Token} on host-two", stale.Message, StringComparison.Ordinal);
        Assert.Empty(ClusterObserver.FactsOf(await second.ObserveAsync(second.Cluster())).Drift);
    }

    [Fact]
    public async Task Adopt_ByTheAgentThatReleasedIt_TakesItBack()
    {
        await using var first = await new CloudFixture().StartAsync();
        await DoneAsync(first, ClusterIntent.Create, first.Spec(Handovers.Keyed));
        await DoneAsync(first, ClusterIntent.Release, first.Spec(Handovers.Keyed));

        await DoneAsync(first, ClusterIntent.Adopt, first.Spec(Handovers.Keyed) with { AdoptedFrom = first.Cluster() });

        var facts = ClusterObserver.FactsOf(await first.ObserveAsync(first.Cluster()));
        Assert.Empty(facts.Drift);
        Assert.All(facts.Of(NetworkKinds.SecurityGroup), group => Assert.DoesNotContain("reeve-released=true", group.Tags));
    }

    [Fact]
    public async Task DescribeHandover_DefaultsOfThisAgent_AreInThePart()
    {
        await using var first = await new CloudFixture().StartAsync();

        var handover = await first.Provisioner.DescribeHandoverAsync(first.Spec("""{"image": "other"}"""), CancellationToken.None);

        Assert.Equal(("other", "m4.small"), (handover.Provider.GetProperty("image").GetString(), handover.Provider.GetProperty("flavor").GetString()));
    }

    private static async Task DoneAsync(CloudFixture fixture, ClusterIntent intent, ClusterSpec spec)
    {
        var operation = await fixture.RunAsync(intent, spec);
        Assert.True(operation.State is OperationState.Done, $"{intent}: {operation.Error}");
    }

    private static async Task<Operation> RefusedAsync(CloudFixture fixture, ClusterIntent intent, ClusterSpec spec)
    {
        var operation = await fixture.RunAsync(intent, spec);
        Assert.Equal(OperationState.Undone, operation.State);
        return operation;
    }

    private static bool IsKeypair(string id) => id.StartsWith(MachineKinds.Keypair, StringComparison.Ordinal);

    private static List<string> Ids(ClusterObservation observation) =>
        [.. ClusterObserver.FactsOf(observation).Resources.Select(resource => $"{resource.Kind} {resource.Id}").Order(StringComparer.Ordinal)];

    private static System.Text.Json.JsonElement Json(string text) => System.Text.Json.JsonDocument.Parse(text).RootElement;
}
