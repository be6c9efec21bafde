using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Handover;

/// <summary>
/// Whatever goes wrong at whatever call of a hand-over: the cluster is one agent's or the other's as a whole, and nothing of it is lost. By default at some calls,
/// at all of them with REEVE_OPENSTACK_MATRIX=full.
/// </summary>
public sealed class HandoverCrashTests
{
    private const int Sampled = 29;
    private const int Deaths = 7;

    public static TheoryData<string, FaultKind> Faults
    {
        get
        {
            var all = new TheoryData<string, FaultKind>();
            foreach (var fault in (FaultKind[])[FaultKind.Death, FaultKind.LostReply, FaultKind.Quota, FaultKind.Conflict, FaultKind.Broken, FaultKind.Unavailable])
            {
                all.Add(nameof(ClusterIntent.Release), fault);
                all.Add(nameof(ClusterIntent.Adopt), fault);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_AtACall_LeavesTheClusterWithOneAgentAsAWhole(string intent, FaultKind fault)
    {
        var isFull = Environment.GetEnvironmentVariable("REEVE_OPENSTACK_MATRIX") == "full";
        var runs = 0;
        for (var number = 0; await CameAsync(Enum.Parse<ClusterIntent>(intent), number, fault); number += isFull ? 1 : fault is FaultKind.Death ? Deaths : Sampled)
        {
            runs++;
        }

        Assert.True(runs > (isFull ? 2 : 0), $"only {runs} runs");
    }

    private static async Task<bool> CameAsync(ClusterIntent intent, int number, FaultKind fault)
    {
        await using var first = await new CloudFixture().StartAsync();
        await using var second = await new CloudFixture("two", first.World).StartAsync();
        var empty = first.World.Store.Describe();
        await first.RunAsync(ClusterIntent.Create, first.Spec(Handovers.Keyed));
        var shape = Shape(first.World);
        if (intent is ClusterIntent.Adopt)
        {
            await first.RunAsync(ClusterIntent.Release, first.Spec(Handovers.Keyed));
        }

        var (agent, spec) = intent is ClusterIntent.Adopt ? (second, await Handovers.GiveAsync(first, second, first.Spec(Handovers.Keyed))) : (first, first.Spec(Handovers.Keyed));
        var request = await agent.PlanAsync(intent, spec);
        await agent.RestartAsync(); // calls are counted from here
        var came = false;
        first.World.Fault = call =>
        {
            came |= call.Number == number;
            return call.Number == number ? fault : FaultKind.None;
        };
        var operation = await EndAsync(agent, (await agent.Engine.StartAsync(request, CancellationToken.None)).Id);
        first.World.Fault = static _ => FaultKind.None;
        var what = $"{intent}, {fault} at call {number}: {operation.State} {operation.Error}";
        Assert.True(operation.State is OperationState.Done or OperationState.Undone, what);

        // What was taken back is asked for again; then the cluster goes all the way, lives, and leaves nothing.
        if (operation.State is OperationState.Undone)
        {
            Assert.True((await agent.RunAsync(intent, spec)).State is OperationState.Done, what);
        }

        var adopted = intent is ClusterIntent.Adopt ? spec : await Handovers.GiveAsync(first, second, first.Spec(Handovers.Keyed));
        if (intent is ClusterIntent.Release)
        {
            Assert.True((await second.RunAsync(ClusterIntent.Adopt, adopted)).State is OperationState.Done, what);
        }

        var seen = await second.ObserveAsync(second.Cluster());
        Assert.True(ClusterObserver.FactsOf(seen).Drift.Count == 0, $"{what}: {string.Join(' ', ClusterObserver.FactsOf(seen).Drift)}");
        Assert.True(shape == Shape(first.World), $"{what}: {Shape(first.World)}");
        Assert.False((await first.ObserveAsync(first.Cluster())).Exists, what);
        Assert.True((await second.RunAsync(ClusterIntent.Delete, adopted with { AdoptedFrom = null })).State is OperationState.Done, what);
        Assert.True(empty == first.World.Store.Describe(), $"{what}: {first.World.Store.Describe()}");
        return came;
    }

    /// <summary>Waits for the end; where the process dies on the way, another one begins.</summary>
    private static async Task<Operation> EndAsync(CloudFixture agent, string id)
    {
        var watching = agent.EndAsync(id);
        await Task.WhenAny(watching, agent.World.Died);
        if (!agent.World.IsDead)
        {
            return await watching;
        }

        agent.World.Fault = static _ => FaultKind.None;
        await agent.RestartAsync();
        return await agent.EndAsync(id);
    }

    private static string Shape(FakeCloud world) => string.Join(' ', ((string[])["networks", "subnets", "routers", "security-groups", "security-group-rules", "ports", "floatingips", "keypairs", "server_groups", "servers"])
        .Select(kind => $"{kind}={world.Store[kind].Count}"));
}
