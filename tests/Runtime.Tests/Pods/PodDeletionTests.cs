using Reeve.Kubernetes;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Store;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods;

/// <summary>How pods end: by their source, by a request, and with the agent.</summary>
public sealed class PodDeletionTests
{
    [Fact]
    public async Task Delete_FromSource_StopsWithThePodsGracePeriodAndForgets()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a", spec => spec with { TerminationGracePeriodSeconds = 7 }));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);
        var uid = agent.Uid("a");

        agent.Source.Delete("a");

        await agent.GoneAsync("a");
        Assert.Equal([TimeSpan.FromSeconds(7)], agent.Provider.Graces);
        Assert.Empty(agent.Backend.Known);
        Assert.False(Directory.Exists(Path.Combine(agent.Path, "pods", uid)));
    }

    [Fact]
    public async Task DeletePodAsync_SecondWithShorterPeriod_OverlapsTheFirst()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);
        var first = new TaskCompletionSource();
        agent.Provider.Before = (call, _, _) =>
            call == "Stop" && agent.Provider.Graces[^1] > TimeSpan.Zero ? first.Task : Task.CompletedTask;

        var slow = agent.Manager.DeletePodAsync("default", "a", TimeSpan.FromSeconds(60), CancellationToken.None);
        await Eventually.TrueAsync(() => agent.Provider.Graces.Count == 1, "the first stop is under way");
        Assert.NotNull(agent.Pod("a").Metadata.DeletionTimestamp);
        await agent.Manager.DeletePodAsync("default", "a", TimeSpan.Zero, CancellationToken.None);

        await slow;
        Assert.Equal([TimeSpan.FromSeconds(60), TimeSpan.Zero], agent.Provider.Graces);
        Assert.Empty(agent.Backend.Known);
        first.SetResult();
    }

    [Fact]
    public async Task DeletePodAsync_PodThatWaitsForItsPredecessor_ShortensTheEndOfBoth()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a", spec => spec with { TerminationGracePeriodSeconds = 60 }));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);
        var old = agent.Uid("a");
        var first = new TaskCompletionSource();
        agent.Provider.Before = (call, _, _) =>
            call == "Stop" && agent.Provider.Graces[^1] > TimeSpan.Zero ? first.Task : Task.CompletedTask;
        agent.Source.Set(Some.Pod("a"), "2");
        await Eventually.TrueAsync(() => agent.Manager.Find("default", "a")!.Uid != old, "the new pod is known");
        await Eventually.TrueAsync(() => agent.Provider.Graces.Count == 1, "the old pod's stop is under way");

        await agent.Manager.DeletePodAsync("default", "a", TimeSpan.Zero, CancellationToken.None).WaitAsync(Eventually.Deadline);

        Assert.Empty(agent.Backend.Known);
        first.SetResult();
    }

    [Fact]
    public async Task DeletePodAsync_Unknown_ThrowsNotFound()
    {
        await using var agent = new Agent();
        var error = await Assert.ThrowsAsync<ProviderException>(
            async () => await agent.Manager.DeletePodAsync("default", "no", null, CancellationToken.None));
        Assert.Equal(ErrorReason.NotFound, error.Reason);
    }

    [Fact]
    public async Task DeletePodAsync_BackendFails_IsTriedUntilItConfirms()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);
        var failures = 3;
        agent.Provider.Before = (call, _, _) => call is "Stop" or "Remove" && failures-- > 0
            ? throw new ProviderException(ErrorReason.Transient, "The backend does not answer.")
            : Task.CompletedTask;

        var deleted = agent.Manager.DeletePodAsync("default", "a", null, CancellationToken.None);
        await agent.EventAsync("a", "FailedKillPod");
        await agent.AdvanceUntilAsync(() => deleted.IsCompleted, "the pod is gone");
        Assert.Empty(agent.Backend.Known);
    }

    [Fact]
    public async Task StopAsync_WithWorkloads_StopsAndKeepsTheRecord()
    {
        await using var first = new Agent();
        first.Source.Set(Some.Pod("a"));
        await first.StartAsync();
        await first.PhaseAsync("a", PodPhases.Running);
        var uid = first.Uid("a");

        await first.Manager.StopAsync(stopWorkloads: true, CancellationToken.None);
        await first.EndAsync();
        Assert.Empty(first.Backend.Running);
        var stored = StoredPods.Read(first.Path).Find("default", "a")!;
        Assert.Equal((PodPhases.Failed, "Stopped"), (stored.Pod.Status.Phase, stored.Pod.Status.Reason));

        await using var second = new Agent(first.Backend, first.Path, a => a.Source = first.Source);
        await second.StartAsync();
        await second.PhaseAsync("a", PodPhases.Running);
        Assert.NotEqual(uid, second.Uid("a"));
    }

    [Fact]
    public async Task StopAsync_WithoutWorkloads_TouchesNothing()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);

        await agent.Manager.StopAsync(stopWorkloads: false, CancellationToken.None);

        Assert.Single(agent.Backend.Running);
        Assert.Empty(agent.Provider.Graces);
        Assert.Equal(PodPhases.Running, StoredPods.Read(agent.Path).Pods.Single().Pod.Status.Phase);
    }
}
