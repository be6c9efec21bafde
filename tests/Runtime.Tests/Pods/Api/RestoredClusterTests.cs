using Reeve.Kubernetes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Api;

/// <summary>A control plane of its own, brought back to an older state.</summary>
public sealed class RestoredClusterTests
{
    [RequiresFact(Component.ControlPlane)]
    public async Task Restore_OfAnOlderState_EndsOnlyWhatIsConfirmedToBeGone()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var agent = await ClusterAgent.CreateAsync(
            agent =>
            {
                agent.Options = agent.Options with { OrphanGracePeriod = TimeSpan.FromSeconds(5) };
                agent.Cluster = agent.Cluster with { MinWatchTime = TimeSpan.FromSeconds(5) };
            },
            plane);
        var old = await agent.RunAsync("old");
        await agent.PhaseAsync("old", PodPhases.Running);
        await plane.SaveEtcdAsync("before");
        var late = await agent.RunAsync("late");
        await agent.PhaseAsync("late", PodPhases.Running);

        await plane.RestoreEtcdAsync("before");
        await agent.GoneAsync("late");
        Assert.Contains(late, agent.Backend.Running);

        // A status from before the restoration is brought up to date.
        agent.Backend.End(old, 0);
        await agent.WaitAsync(
            "old", pod => pod!["status"]!["containerStatuses"]?[0]?["state"]?["terminated"] is not null, "the status of the pod that stays is written");
        await plane.Admin.WaitAsync(
            agent.PodPath("old"), _ => !agent.Backend.Known.Contains(late), "the pod that the server forgot is ended", TimeSpan.FromMinutes(2));

        Assert.DoesNotContain(late, agent.Backend.Known);
        Assert.Contains(old, agent.Backend.Known);
        Assert.Contains(agent.Manager.GetEvents(late), happened => happened.Reason == "Orphaned");
    }
}
