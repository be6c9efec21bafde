using System.Text.Json.Nodes;
using Reeve.Kubernetes;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Api;

/// <summary>Against a real control plane, with the identity of a node that goes away and comes back.</summary>
public sealed class ClusterPodRestartTests
{
    [RequiresFact(Component.ControlPlane)]
    public async Task Restart_WhileTheServerIsAway_LooksAfterPodsAndTellsLater()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        var uid = await agent.RunAsync("a", """, "restartPolicy": "Never" """);
        var other = await agent.RunAsync("b", """, "restartPolicy": "Never" """);
        await agent.PhaseAsync("a", PodPhases.Running);
        await agent.PhaseAsync("b", PodPhases.Running);
        await agent.EndAsync();

        await using var next = await agent.SucceedAsync(isAway: true);
        await Eventually.TrueAsync(() => next.Manager.FindByUid(uid)?.Pod.Status.Phase == PodPhases.Running, "the pod is known");
        next.Backend.End(uid, 0);
        await Eventually.TrueAsync(() => next.Manager.FindByUid(uid)?.Finished == true, "its end is known");
        Assert.Contains(other, next.Backend.Running);

        next.Api.IsAway = false;
        await next.PhaseAsync("a", PodPhases.Succeeded);
        Assert.Equal(1, next.Backend.Starts[other]);
        Assert.Contains(other, next.Backend.Running);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Restart_TerminalStatusNotWritten_IsWrittenByTheNext()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        var uid = await agent.RunAsync("a", """, "restartPolicy": "Never" """);
        await agent.PhaseAsync("a", PodPhases.Running);
        agent.Api.IsAway = true;
        agent.Backend.End(uid, 3);
        await Eventually.TrueAsync(() => agent.Manager.FindByUid(uid)?.Finished == true, "its end is known");
        await agent.EndAsync();
        agent.Backend.Remove(uid);

        await using var next = await agent.SucceedAsync();
        var pod = await next.PhaseAsync("a", PodPhases.Failed);
        Assert.Equal(3, pod!["status"]!["containerStatuses"]![0]!["state"]!["terminated"]!["exitCode"]!.GetValue<int>());
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Restart_DeletedMeanwhile_IsEndedAndGone()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        await agent.RunAsync("stays");
        var uid = await agent.RunAsync("a");
        var forced = await agent.RunAsync("forced");
        foreach (var name in (string[])["a", "forced", "stays"])
        {
            await agent.PhaseAsync(name, PodPhases.Running);
        }

        await agent.EndAsync();
        await agent.Plane.Admin.DeleteAsync(agent.PodPath("a"));
        await agent.Plane.Admin.DeleteAsync(agent.PodPath("forced"), """{ "gracePeriodSeconds": 0 }""");

        await using var next = await agent.SucceedAsync();
        await next.GoneAsync("a");
        await Eventually.TrueAsync(() => next.Backend.Known.Count == 1, "both are ended");
        Assert.Equal([next.Manager.Find(next.Namespace, "stays")!.Uid], next.Backend.Running);
        Assert.DoesNotContain(uid, next.Backend.Known);
        Assert.DoesNotContain(forced, next.Backend.Known);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task LastPod_GoneWhileTheAgentWasDown_IsEndedOnceConfirmedByName()
    {
        await using var agent = await ClusterAgent.CreateAsync();
        await agent.RunAsync("a");
        await agent.PhaseAsync("a", PodPhases.Running);
        await agent.EndAsync();
        await agent.Plane.Admin.DeleteAsync(agent.PodPath("a"), """{ "gracePeriodSeconds": 0 }""");

        await using var next = await agent.SucceedAsync();
        await Eventually.TrueAsync(() => next.Backend.Known.Count == 0, "it is ended");
    }

    private static string Uid(JsonNode pod) => pod["metadata"]!["uid"]!.GetValue<string>();
}
