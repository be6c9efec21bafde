using Reeve.Runtime.Hosting.Nodes;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Tests.Hosting.Nodes;

public sealed class ClaimedPodSourceTests
{
    [Fact]
    public async Task List_BeforeTheNameIsClaimed_WaitsThenAnswers()
    {
        var claimed = new TaskCompletionSource();

        var listing = new ClaimedPodSource(new OnePod(), claimed.Task).ListAsync(CancellationToken.None);
        Assert.False(listing.IsCompleted);
        claimed.SetResult();

        Assert.Equal(["a"], await listing);
    }

    [Fact]
    public async Task List_NameIsNeverClaimed_EndsWithItsReaderAlone()
    {
        using var end = new CancellationTokenSource();
        var inner = new OnePod();
        var listing = new ClaimedPodSource(inner, Task.FromCanceled(new CancellationToken(true))).ListAsync(end.Token);
        Assert.False(listing.IsCompleted);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing);
        Assert.False(inner.WasAsked);
    }

    private sealed class OnePod : IPodSource
    {
        public string Name => "one";

        public bool WasAsked { get; private set; }

        public IAsyncEnumerable<PodSourceItem> WatchAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<PodSourceItem>();

        public Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken)
        {
            WasAsked = true;
            return Task.FromResult<IReadOnlyCollection<string>>(["a"]);
        }

        public ValueTask<bool> IsGoneAsync(string key, Pod pod, CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public bool Covers(string key) => true;
    }
}
