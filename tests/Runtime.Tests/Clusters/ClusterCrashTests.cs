using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Reeve.Runtime.Tests.Operations;
using Reeve.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Reeve.Runtime.Tests.Clusters;

/// <summary>
/// The process dies at every write of a journal, of a document, and of a cluster's objects, and at every change of the world; the next one ends in
/// "done" or "as before", says which, and what ran in the cluster runs again.
/// </summary>
public sealed class ClusterCrashTests(ITestOutputHelper output)
{
    private const string Running = "pods/bare: pods/web-0: pods/web-1: deployments/web:2";

    public static TheoryData<string> Scenarios => ["create", "upgrade", "failing upgrade", "patch", "stop workloads", "start workloads", "delete", "renew"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Crash_AtEveryMoment_EndsDoneOrAsBefore(string scenario)
    {
        var points = 0;
        while (await RunAsync(scenario, points))
        {
            points++;
        }

        output.WriteLine($"{scenario}: {points} points");
        Assert.True(points > 15, $"only {points} points");
    }

    /// <summary>Runs one scenario with a death at one moment; says whether it came to that.</summary>
    private static async Task<bool> RunAsync(string scenario, int moment)
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        if (scenario != "create")
        {
            await fixture.EndAsync(await fixture.Manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None));
            Populate(fixture);
        }

        if (scenario == "start workloads")
        {
            await fixture.EndAsync(await fixture.Manager.PatchAsync("default", new ClusterDesired { WorkloadsDisabled = true }, "test", CancellationToken.None));
        }

        if (scenario == "failing upgrade")
        {
            fixture.Provisioner.Steps.FailingApply["cni"] = ErrorReason.Invalid; // once: the next process has better luck
        }

        var before = Describe(fixture);
        var earlier = fixture.Engine.List(null).Count;
        fixture.World.DieAt(moment);
        await ActAsync(scenario, fixture);
        var died = fixture.World.IsDead;
        await fixture.RestartAsync(isKilled: true);
        await Eventually.TrueAsync(() => HasEnded(fixture), "everything has ended");
        await fixture.Manager.ObserveAsync("default", CancellationToken.None);
        await Eventually.TrueAsync(() => !Describe(fixture).Contains("reeve-write-freeze", StringComparison.Ordinal), "writes are allowed");

        var operations = fixture.Engine.List(null);
        var expected = (operations.Count - earlier, operations.Count > 0 ? operations[0].State : default) switch
        {
            (0, _) => before, // it died before anything was on disk
            (1, OperationState.Done) => After(scenario),
            (2, OperationState.Done) when scenario.EndsWith("upgrade", StringComparison.Ordinal) => After(scenario), // and the settings that were changed with it
            (1, OperationState.Undone) => before,
            var other => $"no end, but {other}",
        };
        Assert.Equal(expected, Describe(fixture));
        return died;
    }

    private static async Task ActAsync(string scenario, ClusterFixture fixture)
    {
        var manager = fixture.Manager;
        try
        {
            var accepted = await (scenario switch
            {
                "create" => manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None),
                "upgrade" or "failing upgrade" => manager.ReplaceAsync(
                    "default", new ClusterDesired { Version = "v1.27.1", Cni = new ClusterAddon { Name = "", Version = "v0.23.0" } }, "test", CancellationToken.None),
                "patch" => manager.PatchAsync("default", new ClusterDesired { Cni = new ClusterAddon { Name = "", Version = "v0.23.0" } }, "test", CancellationToken.None),
                "stop workloads" => manager.PatchAsync("default", new ClusterDesired { WorkloadsDisabled = true }, "test", CancellationToken.None),
                "start workloads" => manager.PatchAsync("default", new ClusterDesired { WorkloadsDisabled = false }, "test", CancellationToken.None),
                "delete" => manager.DeleteAsync("default", new ClusterDeleteOptions(), "test", CancellationToken.None),
                _ => manager.RenewCertificatesAsync("default", "test", CancellationToken.None),
            });
            await Eventually.TrueAsync(() => fixture.World.IsDead || HasEnded(fixture), "it has ended, or the process is dead");
        }
        catch (Exception) when (fixture.World.IsDead)
        {
            // What the dead process would have said to its caller.
        }
    }

    // The scenarios that upgrade change settings too, which follow in an operation of their own.
    private static bool HasEnded(ClusterFixture fixture) => fixture.View().OperationId is null
        && fixture.Engine.List(null) is var operations && operations.All(fixture.HasSettled)
        && operations is not [{ Intent: ClusterIntent.Upgrade, State: OperationState.Done }, ..];

    private static void Populate(ClusterFixture fixture)
    {
        fixture.Api.Make(
            "/apis/apps/v1/namespaces/users/deployments/web",
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = "web" }, ["spec"] = new JsonObject { ["replicas"] = 2 } });
        fixture.Api.Make(
            "/api/v1/namespaces/users/pods/bare", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "bare" }, ["spec"] = new JsonObject() });
    }

    /// <summary>What is there, what runs, and what the manager says of it.</summary>
    private static string Describe(ClusterFixture fixture)
    {
        var view = fixture.View();
        var says = view.Phase is ClusterPhase.Provisioned ? $"{view.Phase} {view.Desired?.Version} {view.Desired?.Cni?.Version} {view.KubernetesVersion}" : "none";
        var api = fixture.Api.Describe();
        return $"{fixture.World.Describe()} | {(view.WorkloadsStopped ? "stopped: " + (api.Contains("pods/", StringComparison.Ordinal) ? api : "nothing runs") : api)} | {says}";
    }

    private static string After(string scenario) => scenario switch
    {
        "create" => "cni=v0.22.0 prepared=yes version=1.26.5 |  | Provisioned 1.26.5 v0.22.0 1.26.5",
        "upgrade" or "failing upgrade" => $"cni=v0.23.0 prepared=yes version=1.27.1 | {Running} | Provisioned v1.27.1 v0.23.0 1.27.1",
        "patch" => $"cni=v0.23.0 prepared=yes version=1.26.5 | {Running} | Provisioned 1.26.5 v0.23.0 1.26.5",
        "stop workloads" => "cni=v0.22.0 prepared=yes version=1.26.5 | stopped: nothing runs | Provisioned 1.26.5 v0.22.0 1.26.5",
        "start workloads" => $"cni=v0.22.0 prepared=yes version=1.26.5 | {Running} | Provisioned 1.26.5 v0.22.0 1.26.5",
        "delete" => $" | {Running} | none", // the scripted API outlives its cluster
        "renew" => $"certs=1 cni=v0.22.0 prepared=yes version=1.26.5 | {Running} | Provisioned 1.26.5 v0.22.0 1.26.5",
        _ => "never done",
    };
}
