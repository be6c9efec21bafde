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
