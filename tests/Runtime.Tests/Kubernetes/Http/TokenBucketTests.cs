using Reeve.Runtime.Kubernetes.Http;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Http;

public sealed class TokenBucketTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Reserve_BeyondTheBurst_WaitsInTheOrderOfAsking()
    {
        var bucket = new TokenBucket(10, 2, _time);
        Assert.Equal([0, 0, 100, 200], Enumerable.Range(0, 4).Select(_ => bucket.Reserve().TotalMilliseconds));
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(50, bucket.Reserve().TotalMilliseconds, 3);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal([0, 0, 100], Enumerable.Range(0, 3).Select(_ => bucket.Reserve().TotalMilliseconds));
    }

    [Fact]
    public async Task WaitAsync_Cancelled_GivesTheTokenBack()
    {
        var bucket = new TokenBucket(1, 1, _time);
        await bucket.WaitAsync(CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var waiting = bucket.WaitAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1000, bucket.Reserve().TotalMilliseconds);
    }

    [Fact]
    public void Reserve_NoLimit_NeverWaits()
    {
        var bucket = new TokenBucket(0, 0, _time);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(TimeSpan.Zero, bucket.Reserve()));
    }

    [Fact]
    public void TryTake_Empty_IsRefusedUntilRefilled()
    {
        var bucket = new TokenBucket(1.0 / 300, 2, _time);
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => bucket.TryTake()));
        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.False(bucket.TryTake());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(bucket.TryTake());
    }
}
