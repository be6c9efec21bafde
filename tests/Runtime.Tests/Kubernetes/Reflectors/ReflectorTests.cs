using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Tests.Kubernetes.Fakes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Reflectors;

public sealed class ReflectorTests
{
    [Fact]
    public async Task Start_ObjectsThere_AreListedFromTheCacheThenWatchedFromTheListsVersion()
    {
        await using var harness = await ReflectorHarness.StartAsync(server => server.Put("a", "1"));
        await harness.Reflector.WaitUntilSyncedAsync(CancellationToken.None);
        await harness.WatchingAsync();
        var (list, watch) = (harness.Server.Seen[0], harness.Server.Seen[1]);
        Assert.Equal("?resourceVersion=0", list.Query);
        Assert.Matches(@"^\?watch=true&resourceVersion=11&allowWatchBookmarks=true&timeoutSeconds=(3|4|5)\d\d$", watch.Query);
        harness.Server.Put("b", "1");
        await harness.ConvergedAsync("an addition");
        harness.Server.Put("a", "2");
        await harness.ConvergedAsync("a change");
        harness.Server.Delete("b");
        await harness.ConvergedAsync("a deletion");
        Assert.Equal(["Added a", "Synced", "Added b", "Modified a", "Deleted b"], harness.Mirror.Log);
        Assert.True(harness.Mirror.IsSynced);
        Assert.Null(harness.Reflector.LastError);
        Assert.NotNull(harness.Reflector.LastHeard);
        Assert.Equal("2", harness.Reflector.Find("default", "a")!.Data["key"]);
        Assert.Null(harness.Reflector.Find("default", "b"));
    }

    [Fact]
    public async Task Watch_CutAtEveryByte_NeverLosesOrRepeatsAnything()
    {
        await using var harness = await ReflectorHarness.StartAsync(server => server.Put("kept", "1"));
        var length = ThreeEvents().Length;
        for (var cut = 0; cut <= length; cut++)
        {
            await harness.WatchingAsync();
            harness.Server.Inject(WatchFault.Cut, cut);
            harness.Server.Put("kept", Answers.Text(cut));
            harness.Server.Put("new", "x");
            harness.Server.Delete("new");
            await harness.ConvergedAsync($"a cut at byte {cut} of {length}");
        }

        Assert.Equal(1, harness.Server.Lists);
    }

    [Fact]
    public async Task Watch_EndedInGoodOrder_GoesOnFromTheLastVersion()
    {
        await using var harness = await ReflectorHarness.StartAsync();
        await harness.WatchingAsync();
        harness.Server.Put("a", "1");
        await harness.ConvergedAsync("a change");
        harness.Server.Inject(WatchFault.End);
        harness.Server.Put("b", "1");
        await harness.ConvergedAsync("the end of the watch");
        Assert.Equal(1, harness.Server.Lists);
        Assert.Contains("resourceVersion=11&", harness.Server.Seen[2].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_Bookmark_IsWhereTheNextWatchBegins()
    {
        await using var harness = await ReflectorHarness.StartAsync();
        await harness.WatchingAsync();
        harness.Server.Bookmark();
        harness.Server.Bookmark();
        harness.Server.Inject(WatchFault.End);
        await Eventually.TrueAsync(() => harness.Server.Seen.Count == 3, "a second watch");
        Assert.Contains("resourceVersion=12&", harness.Server.Seen[2].Query, StringComparison.Ordinal);
        Assert.Equal(["Synced"], harness.Mirror.Log);
    }

    [Fact]
    public async Task Watch_Expired_ListsAgainNotOlderThanSeenAndDeletesOnce()
    {
        await using var harness = await ReflectorHarness.StartAsync(server =>
        {
            server.Put("a", "1");
            server.Put("b", "1");
        });
        await harness.WatchingAsync();
        harness.Server.Inject(WatchFault.Stall);
        harness.Server.Delete("a");
        harness.Server.Put("b", "2");
        harness.Server.Put("c", "1");
        harness.Server.Inject(WatchFault.Expire);
        harness.Server.Inject(WatchFault.Cut);
        await harness.ConvergedAsync("a 410");
        Assert.Equal(["Added a", "Added b", "Synced"], harness.Mirror.Log.Take(3));
        Assert.Equal(["Added c", "Deleted a", "Modified b"], harness.Mirror.Log.Skip(3).Order());
        Assert.Contains(harness.Server.Seen, seen => seen.Query == "?resourceVersion=12");
    }

    [Fact]
    public async Task List_ReplacedObject_IsDeletedThenAdded()
    {
        await using var harness = await ReflectorHarness.StartAsync(server => server.Put("a", "1"));
        await harness.WatchingAsync();
        harness.Server.Inject(WatchFault.Drop);
        harness.Server.Delete("a");
        harness.Server.Put("a", "2");
        await harness.ConvergedAsync("a replacement whose deletion was lost");
        Assert.Equal(["Added a", "Synced", "Deleted a", "Added a"], harness.Mirror.Log);
    }

    [Fact]
    public async Task QuorumList_ManyPages_ReadsAllOfThem()
    {
        var options = ReflectorHarness.Quick with { QuorumList = true, PageSize = 2 };
        await using var harness = await ReflectorHarness.StartAsync(
            server => Enumerable.Range(0, 5).ToList().ForEach(i => server.Put("m" + Answers.Text(i), "1")), options);
        await harness.ConvergedAsync("a list in pages");
        Assert.Equal("?limit=2", harness.Server.Seen[0].Query);
        Assert.Equal(3, harness.Server.Lists);
    }

    [Fact]
    public async Task QuorumList_ContinueTokenExpired_ReadsAllAtOnce()
    {
        var options = ReflectorHarness.Quick with { QuorumList = true, PageSize = 2 };
        await using var harness = await ReflectorHarness.StartAsync(
            server =>
            {
                Enumerable.Range(0, 5).ToList().ForEach(i => server.Put("m" + Answers.Text(i), "1"));
                server.Inject(WatchFault.ExpireToken);
            },
            options);
        await harness.ConvergedAsync("an expired token");
        await harness.WatchingAsync();
        Assert.Equal(["?limit=2", "?limit=2&continue=15%2Fm1", ""], harness.Server.Seen.Take(3).Select(seen => seen.Query));
    }

    [Fact]
    public async Task List_ServerRestoredToOlderState_ReadsFromAQuorum()
    {
        await using var harness = await ReflectorHarness.StartAsync(server => server.Put("a", "1"));
        await harness.WatchingAsync();
        Enumerable.Range(0, 20).ToList().ForEach(i => harness.Server.Put("a", Answers.Text(i)));
        await harness.ConvergedAsync("many changes");
        harness.Server.Restore(12);
        harness.Server.Inject(WatchFault.Expire);
        await harness.ConvergedAsync("the restoration");
        Assert.Contains(harness.Server.Seen, seen => seen.Query == "?limit=500");
    }

    [Fact]
    public async Task Watch_NothingHeardAtAll_ListsAgain()
    {
        var options = ReflectorHarness.Quick with { MinWatchTime = TimeSpan.FromMinutes(5) };
        var time = new ManualTimeProvider();
        await using var harness = await ReflectorHarness.StartAsync(server => server.Put("a", "1"), options, time);
        await harness.WatchingAsync();
        harness.Server.Restore(5);
        harness.Server.Inject(WatchFault.Stall);
        await Eventually.TrueAsync(() => time.ActiveTimers > 0, "the watchdog waits");
        time.Advance(TimeSpan.FromMinutes(11));
        await harness.ConvergedAsync("a watch in the future of a restored server");
    }

    [Fact]
    public async Task Watch_Stalled_IsGivenUpByTheWatchdog()
    {
        var time = new ManualTimeProvider();
        await using var harness = await ReflectorHarness.StartAsync(timeProvider: time);
        await harness.WatchingAsync();
        harness.Server.Put("a", "1");
        await harness.ConvergedAsync("a change");
        harness.Server.Inject(WatchFault.Stall);
        harness.Server.Put("a", "2");
        await Eventually.TrueAsync(() => time.ActiveTimers > 0, "the watchdog waits");
        time.Advance(TimeSpan.FromMinutes(11));
        await harness.ConvergedAsync("a stall");
        Assert.Equal(1, harness.Server.Lists);
    }

    [Fact]
    public async Task Start_ServerFails_SaysSoAndGoesOn()
    {
        await using var harness = await ReflectorHarness.StartAsync(
            server =>
            {
                server.Put("a", "1");
                Enumerable.Range(0, 3).ToList().ForEach(_ => server.Inject(WatchFault.Fail));
            },
            ReflectorHarness.Quick with { MinBackoff = TimeSpan.FromMilliseconds(50) });
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => harness.Reflector.WaitUntilSyncedAsync(CancellationToken.None));
        Assert.True(error.IsTransient);
        await harness.Reflector.Synced;
        Assert.Null(harness.Reflector.LastError);
        await harness.ConvergedAsync("failures");
    }

    [Fact]
    public async Task StartForObject_OneObject_SelectsByName()
    {
        await using var server = await TruthServer.StartAsync();
        server.Put("a", "1");
        using var client = new KubernetesClient(new() { Server = server.Address });
        using var factory = new ReflectorFactory(client);
        await using var reflector = factory.StartForObject(ApiResources.ConfigMaps, "default", "a");
        await reflector.WaitUntilSyncedAsync(CancellationToken.None);
        Assert.Equal(("/api/v1/namespaces/default/configmaps", "?fieldSelector=metadata.name%3Da&resourceVersion=0"), (server.Seen[0].Path, server.Seen[0].Query));
    }

    [Fact]
    public async Task DisposeAsync_ReadersWait_AreEnded()
    {
        await using var server = await TruthServer.StartAsync();
        using var client = new KubernetesClient(new() { Server = server.Address });
        using var factory = new ReflectorFactory(client);
        var reflector = factory.Start(ApiResources.ConfigMaps);
        await reflector.WaitUntilSyncedAsync(CancellationToken.None);
        var kinds = new List<ObjectChangeKind>();
        var reading = Task.Run(async () =>
        {
            await foreach (var change in reflector.ChangesAsync(CancellationToken.None))
            {
                kinds.Add(change.Kind);
            }
        });
        await reflector.DisposeAsync();
        await reading.WaitAsync(Eventually.Deadline);
        Assert.DoesNotContain(ObjectChangeKind.Deleted, kinds);
    }

    private static string ThreeEvents()
    {
        var map = KubernetesJson.Serialize(Answers.Map("kept", "1000", "uid-1", "1000"));
        return string.Concat(Enumerable.Repeat($$"""{"type":"MODIFIED","object":{{map}}}""" + "\n", 3));
    }
}
