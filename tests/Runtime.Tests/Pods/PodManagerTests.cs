using Reeve.Kubernetes;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Store;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods;

public sealed class PodManagerTests
{
    [Fact]
    public async Task StartAsync_PodInSource_RunsAndIsReported()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();

        await agent.PhaseAsync("a", PodPhases.Running);
        var status = agent.Pod("a").Status;
        Assert.Equal("10.0.0.1", status.PodIP);
        Assert.Equal("192.0.2.1", status.HostIP);
        Assert.Equal(ConditionStatuses.True, status.Conditions.Single(c => c.Type == PodConditionTypes.Ready).Status);
        Assert.True(agent.Manager.Synced.IsCompletedSuccessfully);

        agent.Backend.End(agent.Uid("a"), 0);
        await agent.PhaseAsync("a", PodPhases.Succeeded);
    }

    [Fact]
    public async Task StartAsync_IntentIsOnDisk_BeforeTheBackendHears()
    {
        var seen = false;
        await using var agent = new Agent();
        agent.Provider.Before = (_, pod, _) =>
        {
            seen = new PodStoreReader(agent.Path).ReadPods() is [{ Intent.Uid: var uid }] && uid == pod.Uid;
            return Task.CompletedTask;
        };
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();

        await agent.PhaseAsync("a", PodPhases.Running);
        Assert.True(seen);
    }

    [Fact]
    public async Task Set_SameManifestAgain_IsTheSamePod()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);
        var uid = agent.Uid("a");

        agent.Source.Set(Some.Pod("a"));
        agent.Source.Set(Some.Pod("b"));

        await agent.PhaseAsync("b", PodPhases.Running);
        Assert.Equal(uid, agent.Uid("a"));
        Assert.Equal(1, agent.Backend.Starts[uid]);
    }

    [Fact]
    public async Task Set_ChangedManifest_ReplacesOnlyAfterTheOldIsRemoved()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);
        var old = agent.Uid("a");
        var mayRemove = new TaskCompletionSource();
        agent.Provider.Before = (call, _, _) => call == "Remove" ? mayRemove.Task : Task.CompletedTask;

        agent.Source.Set(Some.Pod("a"), "2");
        await Eventually.TrueAsync(() => agent.Manager.Find("default", "a")!.Uid != old, "the new pod is known");
        await Eventually.TrueAsync(() => agent.Backend.Running.Count == 0, "the old pod is stopped");
        Assert.False(agent.Backend.Starts.ContainsKey(agent.Uid("a")));

        mayRemove.SetResult();
        await agent.PhaseAsync("a", PodPhases.Running);
        Assert.Equal([agent.Uid("a")], agent.Backend.Known);
    }

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

    [Theory]
    [InlineData(null, "FailedStart")]
    [InlineData("uid-of-a-cluster", "ProviderCreateFailed")] // as virtual-kubelet's users know it
    public async Task Start_TransientFailure_IsTriedAgainAndShown(string? uid, string reason)
    {
        await using var agent = new Agent();
        var failures = 2;
        agent.Provider.Before = (call, _, _) => call == "Start" && failures-- > 0
            ? throw new ProviderException(ErrorReason.Transient, "The backend does not answer.")
            : Task.CompletedTask;
        agent.Source.Set(Some.Pod("a", uid: uid));
        await agent.StartAsync();

        await agent.EventAsync("a", reason);
        await Eventually.TrueAsync(() => agent.Pod("a").Status.Message == "The backend does not answer.", "the status says why");
        await agent.AdvanceUntilAsync(() => agent.Pod("a").Status.Phase == PodPhases.Running, "the pod runs");
        Assert.Null(agent.Pod("a").Status.Message);
    }

    [Fact]
    public async Task Start_Invalid_FailsForGood()
    {
        await using var agent = new Agent();
        agent.Provider.Before = (call, _, _) => call == "Start" ? throw new ProviderException(ErrorReason.Invalid, "Wrong.") : Task.CompletedTask;
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();

        await agent.PhaseAsync("a", PodPhases.Failed);
        Assert.Equal("InvalidPod", agent.Pod("a").Status.Reason);
        Assert.Equal("Wrong.", agent.Pod("a").Status.Message);
    }

    [Fact]
    public async Task Admission_UnsupportedFeature_RefusesWithFieldAndDoesNothing()
    {
        await using var agent = new Agent();
        agent.Provider.Features = PodFeatures.Of(PodFeature.Restarts);
        agent.Source.Set(Some.Pod("a", spec => spec with { HostNetwork = true }));
        await agent.StartAsync();

        await agent.PhaseAsync("a", PodPhases.Failed);
        Assert.Equal("UnsupportedFeatures", agent.Pod("a").Status.Reason);
        Assert.Contains("spec.hostNetwork", agent.Pod("a").Status.Message, StringComparison.Ordinal);
        await agent.EventAsync("a", "UnsupportedFeatures");
        Assert.Empty(agent.Backend.Known);
    }

    [Fact]
    public async Task Admission_IgnoredFeature_RunsWithAnEvent()
    {
        await using var agent = new Agent(setUp: a => a.Options = a.Options with { IgnoredFeatures = new HashSet<PodFeature> { PodFeature.HostNetwork } });
        agent.Provider.Features = PodFeatures.Of();
        agent.Source.Set(Some.Pod("a", spec => spec with { HostNetwork = true }));
        await agent.StartAsync();

        await agent.PhaseAsync("a", PodPhases.Running);
        await agent.EventAsync("a", "FeatureIgnored");
    }

    [Fact]
    public async Task MissingConfigMap_OfVolume_WaitsAndGoesOnWhenItAppears()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a", spec => spec with { Volumes = [new Volume { Name = "v", ConfigMap = new() { Name = "c" } }] }));
        await agent.StartAsync();

        await agent.EventAsync("a", "FailedMount");
        Assert.Equal(PodPhases.Pending, agent.Pod("a").Status.Phase);
        Assert.Equal(ContainerReasons.ContainerCreating, agent.Pod("a").Status.ContainerStatuses[0].State.Waiting?.Reason);

        agent.Objects.Set(FakeObjects.ConfigMap("c", ("k", "v")));
        await agent.PhaseAsync("a", PodPhases.Running);
        Assert.Equal("k", Assert.IsType<FilesVolume>(agent.Backend.Pod(agent.Uid("a")).Volumes[0]).Files[0].Path);
    }

    [Fact]
    public async Task MissingConfigMap_OfEnvironment_IsConfigErrorUntilItAppears()
    {
        await using var agent = new Agent();
        agent.Provider.Features = agent.Provider.Features with { StartsIncomplete = false };
        agent.Source.Set(Some.Pod("a", spec => spec with
        {
            Containers = [spec.Containers[0] with { EnvFrom = [new EnvFromSource { ConfigMapRef = new() { Name = "c" } }] }],
        }));
        await agent.StartAsync();

        await agent.EventAsync("a", "Failed");
        await Eventually.TrueAsync(() => agent.Pod("a").Status.ContainerStatuses[0].State.Waiting?.Reason == ContainerReasons.CreateContainerConfigError, "the container says why");
        Assert.Equal("configmap \"c\" not found", agent.Pod("a").Status.ContainerStatuses[0].State.Waiting?.Message);

        agent.Objects.Set(FakeObjects.ConfigMap("c", ("K", "v")));
        await agent.PhaseAsync("a", PodPhases.Running);
    }

    [Fact]
    public async Task MountedConfigMap_Changed_UpdatesTheVolume()
    {
        await using var agent = new Agent();
        agent.Objects.Set(FakeObjects.ConfigMap("c", ("k", "1")));
        agent.Source.Set(Some.Pod("a", spec => spec with { Volumes = [new Volume { Name = "v", ConfigMap = new() { Name = "c" } }] }));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);

        agent.Objects.Set(FakeObjects.ConfigMap("c", ("k", "2")));

        await Eventually.TrueAsync(() => agent.Provider.Updates.Count > 0, "the update arrives");
        Assert.Equal(PodChanges.Volumes, agent.Provider.Updates[0].Changes);
        Assert.Equal("2"u8.ToArray(), ((FilesVolume)agent.Provider.Updates[0].Pod.Volumes[0]).Files[0].Content.ToArray());
    }

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

    [Fact]
    public async Task WatchAsync_GivesWhatIsThereThenSyncedThenChanges()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);
        using var end = new CancellationTokenSource(Eventually.Deadline);
        await using var changes = agent.Manager.WatchAsync(end.Token).GetAsyncEnumerator();

        Assert.True(await changes.MoveNextAsync());
        Assert.Equal((PodRecordChangeKind.Updated, "a"), (changes.Current.Kind, changes.Current.Record?.Pod.Metadata.Name));
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal(PodRecordChangeKind.Synced, changes.Current.Kind);

        agent.Source.Delete("a");
        do
        {
            Assert.True(await changes.MoveNextAsync());
        }
        while (changes.Current.Kind != PodRecordChangeKind.Removed);
        Assert.Equal("a", changes.Current.Record?.Pod.Metadata.Name);
    }

    [Fact]
    public async Task Events_OfARemovedPod_CanStillBeRead()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a", spec => spec with { Volumes = [new Volume { Name = "v", ConfigMap = new() { Name = "c" } }] }));
        await agent.StartAsync();
        await agent.EventAsync("a", "FailedMount");
        agent.Source.Delete("a");
        await agent.GoneAsync("a");

        Assert.Contains(agent.Manager.GetEvents(), e => e.Reason == "FailedMount");
        Assert.Contains(StoredPods.Read(agent.Path).GetEvents(), e => e.Reason == "FailedMount");
    }

    [Fact]
    public async Task IdentifiedPod_MetadataChanged_IsUpdatedInPlace()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a", uid: "u1"));
        await agent.StartAsync();
        await agent.PhaseAsync("a", PodPhases.Running);

        var changed = Some.Pod("a", uid: "u1");
        agent.Source.Set(changed with { Metadata = changed.Metadata with { Labels = new Dictionary<string, string> { ["x"] = "1" } } });

        await Eventually.TrueAsync(() => agent.Provider.Updates.Count == 1, "the update arrives");
        Assert.Equal(PodChanges.Metadata, agent.Provider.Updates[0].Changes);
        Assert.Equal("u1", agent.Uid("a"));
    }
}
