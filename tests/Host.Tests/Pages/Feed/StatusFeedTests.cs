using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Pages.Feed;
using Reeve.Testing;

namespace Reeve.Host.Tests.Pages.Feed;

public sealed class StatusFeedTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly CancellationTokenSource _gone = new();
    private volatile string _value = "1";
    private int _looks;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    [Fact]
    public async Task Watch_FirstTime_TimeAndEverything()
    {
        using var feed = Feed();
        await using var reader = Read(feed);

        Assert.Equal(("time", """{"now":"2026-01-01T00:00:00Z"}"""), await NextAsync(reader));
        Assert.Equal(("snapshot", """{"kinds":{"things":{"total":1,"set":{"k":1},"removed":[]}}}"""), await NextAsync(reader));
    }

    [Fact]
    public async Task Watch_SomethingChanges_OnlyThatIsTold()
    {
        using var feed = Feed();
        await using var reader = Read(feed);
        await NextAsync(reader);
        await NextAsync(reader);

        _value = "2";
        var next = NextAsync(reader);
        await AdvanceUntilAsync(next);

        Assert.Equal(("change", """{"kinds":{"things":{"total":1,"set":{"k":2},"removed":[]}}}"""), await next);
    }

    [Fact]
    public async Task Watch_NothingChanges_TimeAfterTenSeconds()
    {
        using var feed = Feed();
        await using var reader = Read(feed);
        await NextAsync(reader);
        await NextAsync(reader);

        var next = NextAsync(reader);
        await AdvanceUntilAsync(next);

        Assert.Equal("time", (await next).Kind);
        Assert.True(_clock.GetUtcNow() >= new DateTimeOffset(2026, 1, 1, 0, 0, 10, TimeSpan.Zero));
    }

    [Fact]
    public async Task Watch_SourceAddedLater_IsTold()
    {
        using var feed = Feed();
        await using var reader = Read(feed);
        await NextAsync(reader);
        await NextAsync(reader);

        feed.Add([new StatusSource("pods", static _ => Task.FromResult<IReadOnlyList<StatusItem>>([]))]);
        var next = NextAsync(reader);
        await AdvanceUntilAsync(next);

        Assert.Equal(("change", """{"kinds":{"pods":{"total":0,"set":{},"removed":[]}}}"""), await next);
    }

    [Fact]
    public async Task Watch_SourceFails_TheRestIsShown()
    {
        using var feed = Feed(new StatusSource("broken", static _ => throw new InvalidOperationException("no")), new StatusSource("late", static _ => throw new OperationCanceledException("late")));
        await using var reader = Read(feed);
        await NextAsync(reader);

        Assert.Equal(("snapshot", """{"kinds":{"things":{"total":1,"set":{"k":1},"removed":[]}}}"""), await NextAsync(reader));
    }

    [Fact]
    public async Task Dispose_SomebodyWatches_HeComesToTheEnd()
    {
        var feed = Feed();
        await using var reader = Read(feed);
        await NextAsync(reader);
        await NextAsync(reader);
        var next = reader.MoveNextAsync().AsTask();

        feed.Dispose();

        Assert.False(await next.WaitAsync(Eventually.Deadline));
        await using var late = Read(feed);
        Assert.False(await late.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_NobodyLooksAnyMore_NothingIsLookedAt()
    {
        using var feed = Feed();
        await using (var reader = Read(feed))
        {
            await NextAsync(reader);
        }

        await Eventually.TrueAsync(() => _clock.ActiveTimers == 0, "nothing waits");
        Assert.Equal(1, _looks);
    }

    [Fact]
    public async Task RequireRoom_TooManyLook_IsRefused()
    {
        using var feed = Feed();
        var readers = Enumerable.Range(0, StatusFeed.MaxReaders).Select(_ => Read(feed)).ToList();
        feed.RequireRoom();
        foreach (var reader in readers)
        {
            await NextAsync(reader);
        }

        var refused = Assert.Throws<ApiException>(feed.RequireRoom);
        await readers[0].DisposeAsync();
        feed.RequireRoom();

        Assert.Equal(503, refused.Status);
        foreach (var reader in readers.Skip(1))
        {
            await reader.DisposeAsync();
        }
    }

    private static async Task<(string Kind, string Data)> NextAsync(IAsyncEnumerator<StatusEvent> reader)
    {
        Assert.True(await reader.MoveNextAsync().AsTask().WaitAsync(Eventually.Deadline));
        return (reader.Current.Kind, Encoding.UTF8.GetString(reader.Current.Data));
    }

    private StatusFeed Feed(params IEnumerable<StatusSource> others) => new(
        [
            new StatusSource("things", _ =>
            {
                Interlocked.Increment(ref _looks);
                return Task.FromResult<IReadOnlyList<StatusItem>>([new StatusItem("k", Encoding.UTF8.GetBytes(_value))]);
            }),
            .. others,
        ],
        _clock,
        NullLogger<StatusFeed>.Instance);

    private IAsyncEnumerator<StatusEvent> Read(StatusFeed feed) => feed.WatchAsync(null, _gone.Token).GetAsyncEnumerator();

    private Task AdvanceUntilAsync(Task done) => Eventually.TrueAsync(
        () =>
        {
            if (!done.IsCompleted)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
            }

            return done.IsCompleted;
        },
        "it is told");
}
