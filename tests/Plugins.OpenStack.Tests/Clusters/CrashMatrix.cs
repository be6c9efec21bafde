using System.Collections.Concurrent;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;

namespace Reeve.Plugins.OpenStack.Tests.Clusters;

/// <summary>
/// Runs an operation with one thing going wrong at one call, lets it come to its end (after a death in a new process on the same disk), removes the
/// cluster, and counts what is left.
/// </summary>
internal static class CrashMatrix
{
    public const string Create = "create";
    public const string Scale = "scale";
    public const string Replace = "replace";
    public const string Delete = "delete";

    public const string Upgrade = "upgrade";
    public const string Masters = "masters";
    public const string Fewer = "fewer";

    /// <summary>What scenarios with k3s begin with.</summary>
    public const string K3s = "k3s ";

    private const string Balanced = """{"masters": {"count": 3}, "access": {"api": "loadBalancer"}, "pools": [{"name": "worker", "count": 1}]}""";
    private const string Single = """{"masters": {"count": 1}, "access": {"api": "loadBalancer"}, "pools": [{"name": "worker", "count": 1}]}""";

    public static readonly string[] Scenarios = [Create, Scale, Replace, Delete, Upgrade, Masters, Fewer, K3s + Create, K3s + Replace, K3s + Upgrade, K3s + Masters, K3s + Fewer];

    private static readonly ConcurrentDictionary<string, string> s_wanted = new(StringComparer.Ordinal);

    /// <summary>One run.</summary>
    public static Task<CrashRun> RunAsync(string scenario, int number, FaultKind fault) => RunAsync(ActOf(scenario), scenario, number, fault);

    private static async Task<CrashRun> RunAsync(string act, string scenario, int number, FaultKind fault)
    {
        await using var fixture = await StartAsync(scenario);
        var empty = fixture.World.Store.Describe();
        if (act != Create)
        {
            await fixture.RunAsync(ClusterIntent.Create, Start(scenario, fixture));
        }

        var (intent, spec) = Goal(scenario, fixture);
        var before = Shape(fixture);
        var request = await fixture.PlanAsync(intent, spec);
        await fixture.RestartAsync(); // calls are counted from here
        var came = false;
        fixture.World.Fault = call =>
        {
            var hits = call.Number == number;
            came |= hits;
            return hits ? fault : FaultKind.None;
        };
        var id = (await fixture.Engine.StartAsync(request, CancellationToken.None)).Id;
        var operation = await EndAsync(fixture, id);
        fixture.World.Fault = static _ => FaultKind.None;
        if (operation.State is OperationState.Stuck)
        {
            fixture.Engine.Retry(id); // a removal goes on until it is done
            operation = await fixture.EndAsync(id);
        }

        var after = Shape(fixture);
        var isRight = operation.State switch
        {
            OperationState.Done when act == Delete => fixture.World.Store.Describe() == empty,
            OperationState.Done => after == await WantedAsync(scenario),
            OperationState.Undone when act == Create => fixture.World.Store.Describe() == empty,
            OperationState.Undone when act == Scale => after == before,
            // Machines that have taken others' places stay: what is left is done when it is asked for again.
            OperationState.Undone => await AgainAsync(scenario, fixture, intent, spec),
            _ => false,
        };
        if (act is not (Create or Delete))
        {
            isRight &= fixture.Kubernetes.Look().Problems.Count == 0;
        }

        var description = $"{scenario}, {fault} at call {number}: {operation.State} {operation.Error}\n{after}\n{string.Join("; ", fixture.Kubernetes.Cluster.Problems)}";
        if (operation.State is not OperationState.Undone || act != Create)
        {
            await fixture.RunAsync(ClusterIntent.Delete, spec);
        }

        var left = fixture.World.Store.Describe();
        return new CrashRun { Came = came, IsRight = isRight, State = operation.State, Orphans = left == empty ? 0 : 1, Description = left == empty ? description : $"{description}\nleft:\n{left}" };
    }

    /// <summary>Waits for the end; where the process dies on the way, another one begins.</summary>
    private static async Task<Operation> EndAsync(CloudFixture fixture, string id)
    {
        var watching = fixture.EndAsync(id);
        await Task.WhenAny(watching, fixture.World.Died); // the first ends by itself
        if (!fixture.World.IsDead)
        {
            return await watching;
        }

        fixture.World.Fault = static _ => FaultKind.None;
        await fixture.RestartAsync();
        return await fixture.EndAsync(id);
    }

    private static async Task<bool> AgainAsync(string scenario, CloudFixture fixture, ClusterIntent intent, ClusterSpec spec)
    {
        var request = await fixture.PlanAsync(intent, spec);
        return (request.Plan.Steps.Count == 0 || (await fixture.EndAsync((await fixture.Engine.StartAsync(request, CancellationToken.None)).Id)).State is OperationState.Done)
            && Shape(fixture) == await WantedAsync(scenario);
    }

    private static Task<CloudFixture> StartAsync(string scenario) => new CloudFixture(world: new FakeCloud { HasBalancers = ActOf(scenario) is Upgrade or Masters or Fewer }).StartAsync();

    private static bool IsK3s(string scenario) => scenario.StartsWith(K3s, StringComparison.Ordinal);

    private static string ActOf(string scenario) => IsK3s(scenario) ? scenario[K3s.Length..] : scenario;

    private static ClusterSpec Spec(string scenario, CloudFixture fixture, string provider = "{}", bool isNext = false) => (IsK3s(scenario), isNext) switch
    {
        (true, true) => fixture.K3sSpec(provider, "1.31.4+k3s1"),
        (true, false) => fixture.K3sSpec(provider),
        (false, true) => fixture.Spec(provider, version: "1.31.4"),
        _ => fixture.Spec(provider),
    };

    private static ClusterSpec Start(string scenario, CloudFixture fixture) => ActOf(scenario) switch
    {
        Upgrade or Fewer => Spec(scenario, fixture, Balanced),
        Masters => Spec(scenario, fixture, Single),
        _ => Spec(scenario, fixture),
    };

    private static (ClusterIntent Intent, ClusterSpec Spec) Goal(string scenario, CloudFixture fixture) => ActOf(scenario) switch
    {
        Create => (ClusterIntent.Create, Spec(scenario, fixture)),
        Scale => (ClusterIntent.Change, Spec(scenario, fixture, """{"pools": [{"name": "worker", "count": 3}]}""")),
        Replace => (ClusterIntent.Change, Spec(scenario, fixture, """{"replacements": {"web-worker-2": 1}}""")),
        Upgrade => (ClusterIntent.Upgrade, Spec(scenario, fixture, Balanced, isNext: true)),
        Masters => (ClusterIntent.Change, Spec(scenario, fixture, Balanced)),
        Fewer => (ClusterIntent.Change, Spec(scenario, fixture, Single)),
        _ => (ClusterIntent.Delete, Spec(scenario, fixture)),
    };

    /// <summary>How many there are of everything: names are the same in each run, ids and addresses are not.</summary>
    private static string Shape(CloudFixture fixture) => string.Join(' ', ((string[])["networks", "subnets", "routers", "security-groups", "security-group-rules", "ports", "floatingips", "keypairs", "server_groups", "servers", "members"])
        .Select(kind => $"{kind}={fixture.World.Store[kind].Count}"));

    private static async Task<string> WantedAsync(string scenario)
    {
        if (!s_wanted.TryGetValue(scenario, out var wanted))
        {
            await using var fixture = await StartAsync(scenario);
            await fixture.RunAsync(ClusterIntent.Create, Start(scenario, fixture));
            var (intent, spec) = Goal(scenario, fixture);
            if (ActOf(scenario) is not (Create or Delete))
            {
                await fixture.RunAsync(intent, spec);
            }

            s_wanted[scenario] = wanted = Shape(fixture);
        }

        return wanted;
    }
}
