using Reeve.Kubernetes;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Store;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods;

/// <summary>What an agent makes of pods after a restart, and of those that went away or that nobody knows.</summary>
public sealed class PodRecoveryTests
{
    [Fact]
    public async Task Restart_RunningPod_IsAdoptedUnderTheSameUid()
    {
        await using var first = new Agent();
        first.Source.Set(Some.Pod("a"));
        await first.StartAsync();
        await first.PhaseAsync("a", PodPhases.Running);
        var uid = first.Uid("a");
        await first.EndAsync();

        await using var second = new Agent(first.Backend, first.Path, a => a.Source = first.Source);
        await second.StartAsync();
        await second.Manager.Synced;
        await second.PhaseAsync("a", PodPhases.Running);

        Assert.Equal(uid, second.Uid("a"));
        Assert.Equal(1, second.Backend.Starts[uid]);
        Assert.Equal([uid], second.Backend.Known);
    }

    [Fact]
    public async Task Restart_StateDirectoryLost_FindsThePodAtTheBackend()
    {
        await using var first = new Agent();
        first.Source.Set(Some.Pod("a"));
        await first.StartAsync();
        await first.PhaseAsync("a", PodPhases.Running);
        var old = first.Uid("a");
        first.Source.Set(Some.Pod("a"), "2");
        await Eventually.TrueAsync(() => first.Backend.Running is [var only] && only != old && only == first.Uid("a") && first.Pod("a").Status.Phase == PodPhases.Running, "the second runs");
        var uid = first.Uid("a");
        await first.EndAsync();

        await using var second = new Agent(first.Backend, setUp: a => a.Source = first.Source);
        await second.StartAsync();
        await second.PhaseAsync("a", PodPhases.Running);

        Assert.Equal(uid, second.Uid("a"));
        Assert.Equal(1, second.Backend.Starts[uid]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_FinishedPod_RunsAgainOnlyIfAskedFor(bool runAgain)
    {
        await using var first = new Agent();
        first.Source.Set(Some.Pod("a"));
        await first.StartAsync();
        await first.PhaseAsync("a", PodPhases.Running);
        var uid = first.Uid("a");
        first.Backend.End(uid, 0);
        await first.PhaseAsync("a", PodPhases.Succeeded);
        await first.EndAsync();

        await using var second = new Agent(first.Backend, first.Path);
        second.Source.Set(Some.Pod("a"), runAgain: runAgain);
        await second.StartAsync();
        await second.Manager.Synced;

        await second.PhaseAsync("a", runAgain ? PodPhases.Running : PodPhases.Succeeded);
        Assert.Equal(runAgain, second.Uid("a") != uid);
        Assert.Single(second.Backend.Known);
    }

    [Fact]
    public async Task Lost_NeverRestartedPodThatRan_Fails()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);

        agent.Backend.Remove(agent.Uid("a"));

        await agent.PhaseAsync("a", PodPhases.Failed);
        Assert.Equal("Lost", agent.Pod("a").Status.Reason);
    }

    [Fact]
    public async Task Lost_RestartablePod_StartsAgain()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a", spec => spec with { RestartPolicy = RestartPolicies.Always }));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);

        agent.Backend.Remove(agent.Uid("a"));

        await agent.AdvanceUntilAsync(() => agent.Backend.Starts[agent.Uid("a")] == 2, "it was started again");
    }

    [Fact]
    public async Task Orphan_AtBackendOnly_IsEndedAfterTwoListings()
    {
        var backend = new FakeBackend();
        var orphan = Some.Pod("lost", uid: "orphan");
        backend.Start(new() { Id = new() { Owner = Some.Owner, Uid = "orphan" }, Pod = orphan, Containers = [] });
        await using var agent = new Agent(backend);
        agent.Source.Set(Some.Pod("a"));
        agent.Source.FailsListing = true;
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);

        agent.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("orphan", backend.Known);

        agent.Source.FailsListing = false;
        await agent.AdvanceUntilAsync(() => !backend.Known.Contains("orphan"), "the orphan is ended");
        Assert.Contains(agent.Uid("a"), backend.Running);
        await agent.EventAsync("orphan", "Orphaned");
    }

    [Fact]
    public async Task Orphan_EmptyListing_DeletesNothing()
    {
        await using var first = new Agent();
        first.Source.Set(Some.Pod("a"));
        await first.StartAsync();
        await first.PhaseAsync("a", PodPhases.Running);
        await first.EndAsync();

        await using var second = new Agent(first.Backend, first.Path);
        await second.StartAsync();
        await second.PhaseAsync("a", PodPhases.Running);
        second.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Single(second.Backend.Running);
    }

    [Fact]
    public async Task Orphan_MissingFromSource_IsDeletedAfterTheGracePeriod()
    {
        await using var first = new Agent();
        first.Source.Set(Some.Pod("a"));
        first.Source.Set(Some.Pod("b"));
        await first.StartAsync();
        await first.PhaseAsync("a", PodPhases.Running);
        await first.PhaseAsync("b", PodPhases.Running);
        await first.EndAsync();

        await using var second = new Agent(first.Backend, first.Path);
        second.Source.Set(Some.Pod("b"));
        await second.StartAsync();
        await second.Manager.Synced;

        await second.AdvanceUntilAsync(() => second.Manager.Find("default", "a") is null, "a is gone");
        Assert.Equal([second.Uid("b")], second.Backend.Known);
    }
}
