using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Watching;

/// <summary>What happens to a cluster by other hands than the agent's is seen, and what is due is done.</summary>
public sealed class ClusterWatchTests
{
    [Fact]
    public async Task Look_SomebodyMadeACluster_IsAdopted()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.World.Set("version", "1.26.5");

        var view = await fixture.Manager.ObserveAsync("default", CancellationToken.None);

        Assert.Equal((ClusterPhase.Provisioned, true, "scripted", "1.26.5"), (view.Phase, view.Adopted, view.Type, view.Desired!.Version));
        Assert.Equal("Adopted", view.Conditions.Single(condition => condition.Type == "ClusterReady").Reason);
        await fixture.RestartAsync();
        Assert.True(fixture.View().Adopted);
        var upgraded = await fixture.EndAsync(await fixture.Manager.ReplaceAsync("default", new ClusterDesired { Version = "1.27.1" }, "test", CancellationToken.None));
        Assert.Equal("1.27.1", upgraded.KubernetesVersion);
    }

    [Fact]
    public async Task Look_SomebodyRemovedIt_IsBelievedTheSecondTime()
    {
        await using var fixture = await ClusterFixture.InstalledAsync(TimeProvider.System); // whose own looks are seconds apart
        await fixture.Manager.ObserveAsync("default", CancellationToken.None);
        fixture.World.Set("version", null);

        var first = await fixture.Manager.ObserveAsync("default", CancellationToken.None);
        var second = await fixture.Manager.ObserveAsync("default", CancellationToken.None);

        Assert.Equal(ClusterPhase.Provisioned, first.Phase);
        Assert.Equal((ClusterPhase.NotInitialised, ClusterState.NotInitialized), (second.Phase, second.State));
        Assert.Equal("DeletedExternally", second.Conditions[0].Reason);
    }

    [Fact]
    public async Task Look_SomebodyUpgradedIt_ShowsAndCountsForTheNextStep()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();
        fixture.World.Set("version", "1.27.3");

        var view = await fixture.Manager.ObserveAsync("default", CancellationToken.None);
        var upgraded = await fixture.EndAsync(await fixture.Manager.ReplaceAsync("default", new ClusterDesired { Version = "1.28.0" }, "test", CancellationToken.None));

        Assert.Equal("1.27.3", view.KubernetesVersion);
        Assert.Equal("1.28.0", upgraded.KubernetesVersion);
    }

    [Fact]
    public async Task SetCondition_IsShownAtOnce_KeepsItsTimeAndStaysOverLooksAndRestarts()
    {
        var time = new ManualTimeProvider();
        await using var fixture = await ClusterFixture.InstalledAsync(time);
        var installed = time.GetUtcNow();
        var told = new ClusterConditionState { Type = ClusterEdges.Condition, Status = false, Reason = "RouteFailed", Message = "The port is taken." };

        fixture.Manager.SetCondition("default", ClusterEdges.Condition, told);
        var first = Edge(fixture.View());
        time.Advance(TimeSpan.FromSeconds(30));
        fixture.Manager.SetCondition("default", ClusterEdges.Condition, told with { Message = "The port is still taken." });
        var second = Edge(await fixture.Manager.ObserveAsync("default", CancellationToken.None));
        await fixture.RestartAsync();
        var third = Edge(await fixture.Manager.ObserveAsync("default", CancellationToken.None));
        fixture.Manager.SetCondition("default", ClusterEdges.Condition, told with { Status = true });
        var mended = Edge(fixture.View());
        fixture.Manager.SetCondition("default", ClusterEdges.Condition, null);

        Assert.Equal(told with { LastTransitionTime = installed }, first);
        Assert.Equal(told with { Message = "The port is still taken.", LastTransitionTime = installed }, second);
        Assert.Equal(second, third);
        Assert.Equal((true, installed.AddSeconds(30)), (mended!.Status, mended.LastTransitionTime));
        Assert.Null(Edge(fixture.View()));
        fixture.Manager.SetCondition("nobody", ClusterEdges.Condition, told);
        Assert.Null(fixture.Manager.Find("nobody"));
    }

    private static ClusterConditionState? Edge(ClusterView view) => view.Conditions.FirstOrDefault(condition => condition.Type == ClusterEdges.Condition);

    [Fact]
    public async Task Look_Broken_FailsAfterTheGraceAndKeepsTimesOfTransitions()
    {
        var time = new ManualTimeProvider();
        await using var fixture = await ClusterFixture.InstalledAsync(time);
        var installed = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(30));
        fixture.Provisioner.IsReady = false;

        var broken = await fixture.Manager.ObserveAsync("default", CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(60));
        var still = await fixture.Manager.ObserveAsync("default", CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(60));
        var failed = await fixture.Manager.ObserveAsync("default", CancellationToken.None);
        fixture.Provisioner.IsReady = true;
        var healed = await fixture.Manager.ObserveAsync("default", CancellationToken.None);

        var first = broken.Conditions.Single(condition => condition.Type == "NodeReady");
        Assert.Equal((ClusterPhase.Provisioned, false, installed.AddSeconds(30)), (broken.Phase, first.Status, first.LastTransitionTime));
        Assert.Equal(broken.Conditions, still.Conditions);
        Assert.Equal((ClusterPhase.Failed, first.LastTransitionTime), (failed.Phase, failed.Conditions.Single(condition => condition.Type == "NodeReady").LastTransitionTime));
        Assert.Equal((ClusterPhase.Provisioned, installed.AddSeconds(150)), (healed.Phase, healed.Conditions.Single(condition => condition.Type == "NodeReady").LastTransitionTime));
    }

    [Fact]
    public async Task Settled_NotReadyWhileTheOperationWentOn_HasTheGraceFromItsEndOn()
    {
        var time = new ManualTimeProvider();
        await using var fixture = await ClusterFixture.InstalledAsync(time);
        var now = time.GetUtcNow();
        var creation = fixture.Engine.List(null)[^1];

        var forming = ClusterUpdates.Settled(new ClusterDocument { Name = "default", BrokenSince = now - TimeSpan.FromMinutes(10) }, creation, [], now);
        var ready = ClusterUpdates.Settled(new ClusterDocument { Name = "default" }, creation, [], now);

        Assert.Equal((now, null), (forming.BrokenSince, ready.BrokenSince));
        Assert.Equal(ClusterPhase.Provisioned, ClusterPhases.Of(forming, null, isBroken: false));
    }

    [Fact]
    public async Task Watch_CertificatesEndSoon_AreRenewed()
    {
        var time = new ManualTimeProvider();
        await using var fixture = await ClusterFixture.StartedAsync(time);
        fixture.Provisioner.CertificatesEnd = time.GetUtcNow() + TimeSpan.FromDays(30);

        await fixture.Manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None);

        await fixture.SeenAsync(view => view.LastCertificateReset is { Succeeded: true }, "certificates were renewed");
        Assert.Contains(fixture.Engine.List(null), operation => operation.RequestedBy.Contains("the certificate apiserver-0 ends at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watch_KubeletWasUpgraded_TheClusterFollows()
    {
        await using var fixture = await ClusterFixture.InstalledAsync(new ManualTimeProvider());
        fixture.Provisioner.Kubelet = "1.27.2";

        fixture.Manager.SetReconciler("default", isPaused: false); // pokes it

        await fixture.SeenAsync(view => view is { KubernetesVersion: "1.27.2", OperationId: null }, "it is upgraded");
        Assert.Equal("1.27.2", fixture.View().Desired!.Version);
    }

    [Fact]
    public async Task Watch_KubeletIsTooNew_SaysWhyAndDoesNothing()
    {
        await using var fixture = await ClusterFixture.InstalledAsync(new ManualTimeProvider());
        fixture.Provisioner.Kubelet = "1.29.0";

        fixture.Manager.SetReconciler("default", isPaused: false);
        await Eventually.TrueAsync(
            async () => (await fixture.Manager.ObserveAsync("default", CancellationToken.None)).Conditions.Any(condition => condition is { Type: "PackageReady", Reason: "KubeletTooNew" }),
            "it says so");

        Assert.Single(fixture.Engine.List(null));
    }

    [Fact]
    public async Task Watch_Paused_BeginsNothingAndStaysSo()
    {
        await using var fixture = await ClusterFixture.InstalledAsync(new ManualTimeProvider());
        fixture.Manager.SetReconciler("default", isPaused: true);
        fixture.Provisioner.Kubelet = "1.27.2";
        await fixture.RestartAsync();

        await Eventually.TrueAsync(() => fixture.Manager.GetReconciler("default").LastRun is not null, "it has looked");

        Assert.Equal((true, "Paused"), (fixture.Manager.GetReconciler("default").IsPaused, fixture.Manager.GetReconciler("default").Status));
        Assert.Single(fixture.Engine.List(null));
    }

    [Fact]
    public async Task Watch_LookingFails_IsTriedAfterLongerAndLongerPauses()
    {
        var time = new ManualTimeProvider();
        await using var fixture = await ClusterFixture.InstalledAsync(time, options => options with { ObserveInterval = TimeSpan.FromSeconds(10) });
        fixture.Provisioner.Fault = new ProviderException(ErrorReason.Transient, "it does not answer");
        var failures = 0;
        foreach (var pause in new[] { 10, 10, 20, 40 })
        {
            await Eventually.TrueAsync(
                () =>
                {
                    time.Advance(fixture.Manager.GetReconciler("default").Failures == failures ? TimeSpan.FromSeconds(pause) : TimeSpan.Zero);
                    return fixture.Manager.GetReconciler("default").Failures > failures;
                },
                "it has failed once more");
            failures = fixture.Manager.GetReconciler("default").Failures;
        }

        Assert.Equal(("Failing", "it does not answer"), (fixture.Manager.GetReconciler("default").Status, fixture.Manager.GetReconciler("default").Error));
        fixture.Provisioner.Fault = null;
        fixture.Manager.SetReconciler("default", isPaused: false);
        await Eventually.TrueAsync(() => fixture.Manager.GetReconciler("default") is { Status: "OK", Failures: 0 }, "it looks again");
    }
}
