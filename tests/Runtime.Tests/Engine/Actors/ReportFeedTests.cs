using Reeve.Runtime.Engine.Actors;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Actors;

public class ReportFeedTests
{
    private readonly ReportFeed _feed = new();

    private static PodReport Report(string uid, params string[] events) => new()
    {
        Id = TestPods.Id(uid),
        Events = [.. events.Select(static item => new PodEvent { Reason = item, Message = item, Time = DateTimeOffset.UnixEpoch })],
    };

    private static async Task<PodWatchItem> NextAsync(IAsyncEnumerator<PodWatchItem> watch)
    {
        Assert.True(await watch.MoveNextAsync());
        return watch.Current;
    }

    [Fact]
    public async Task Watch_BeforeTheListingIsComplete_SaysNothing()
    {
        var complete = new TaskCompletionSource();
        _feed.Publish(Report("a"));
        await using var watch = _feed.WatchAsync(complete.Task, CancellationToken.None).GetAsyncEnumerator();
        var first = watch.MoveNextAsync();
        Assert.False(first.IsCompleted);
        complete.SetResult();
        Assert.True(await first);
        Assert.Equal("a", watch.Current.Report!.Id.Uid);
        Assert.Equal(PodWatchKind.Synced, (await NextAsync(watch)).Kind);
    }

    [Fact]
    public async Task Watch_SlowReader_GetsTheNewestStateAndEveryEventOnce()
    {
        await using var watch = _feed.WatchAsync(Task.CompletedTask, CancellationToken.None).GetAsyncEnumerator();
        Assert.Equal(PodWatchKind.Synced, (await NextAsync(watch)).Kind);
        _feed.Publish(Report("a", "e1"));
        _feed.Publish(Report("b"));
        _feed.Publish(Report("a", "e2") with { Finished = true });
        var item = await NextAsync(watch);
        Assert.True(item.Report!.Finished);
        Assert.Equal(["e1", "e2"], item.Report.Events.Select(one => one.Reason));
        Assert.Equal("b", (await NextAsync(watch)).Report!.Id.Uid);
        _feed.Publish(Report("a"));
        Assert.Empty((await NextAsync(watch)).Report!.Events);
    }

    [Fact]
    public async Task Watch_Removed_IsSaidOnceAndNotToANewWatcher()
    {
        _feed.Publish(Report("a"));
        await using (var watch = _feed.WatchAsync(Task.CompletedTask, CancellationToken.None).GetAsyncEnumerator())
        {
            await NextAsync(watch);
            await NextAsync(watch);
            _feed.Remove(TestPods.Id("a"));
            Assert.Equal("a", (await NextAsync(watch)).Removed!.Uid);
        }

        await using var next = _feed.WatchAsync(Task.CompletedTask, CancellationToken.None).GetAsyncEnumerator();
        Assert.Equal(PodWatchKind.Synced, (await NextAsync(next)).Kind);
    }

    [Fact]
    public async Task Watch_AgainAfterACut_ListsEverythingAgain()
    {
        _feed.Publish(Report("a", "e1"));
        await using (var watch = _feed.WatchAsync(Task.CompletedTask, CancellationToken.None).GetAsyncEnumerator())
        {
            Assert.Single((await NextAsync(watch)).Report!.Events);
        }

        await using var next = _feed.WatchAsync(Task.CompletedTask, CancellationToken.None).GetAsyncEnumerator();
        Assert.Empty((await NextAsync(next)).Report!.Events);
    }
}
