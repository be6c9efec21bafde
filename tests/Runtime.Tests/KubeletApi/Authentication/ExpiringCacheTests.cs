using Reeve.Runtime.KubeletApi.Authentication;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Authentication;

public sealed class ExpiringCacheTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Get_ManyKeys_KeepsSoManyAndTheNewest()
    {
        var cache = new ExpiringCache<int, int>(10, _time);
        for (var i = 0; i < 1000; i++)
        {
            await cache.GetAsync(i, _ => Task.FromResult((i, TimeSpan.FromHours(1))), CancellationToken.None);
        }

        Assert.Equal(10, cache.Count);
        Assert.Equal(999, await cache.GetAsync(999, static _ => throw new InvalidOperationException(), CancellationToken.None));
    }

    [Fact]
    public async Task Get_AtTheSameTime_AsksOnce()
    {
        var cache = new ExpiringCache<string, int>(10, _time);
        var answer = new TaskCompletionSource<(int, TimeSpan)>();
        var asked = 0;
        var asking = Enumerable.Range(0, 20).Select(_ => cache.GetAsync("a", _ =>
        {
            Interlocked.Increment(ref asked);
            return answer.Task;
        }, CancellationToken.None)).ToList();

        answer.SetResult((5, TimeSpan.FromSeconds(1)));

        Assert.All(await Task.WhenAll(asking), static value => Assert.Equal(5, value));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Get_Failed_AsksAgain()
    {
        var cache = new ExpiringCache<string, int>(10, _time);
        await Assert.ThrowsAsync<IOException>(() => cache.GetAsync("a", static _ => throw new IOException(), CancellationToken.None));

        Assert.Equal(1, await cache.GetAsync("a", static _ => Task.FromResult((1, TimeSpan.FromSeconds(1))), CancellationToken.None));
    }

    [Fact]
    public async Task Get_FirstAskerLeaves_OthersGetTheAnswer()
    {
        var cache = new ExpiringCache<string, int>(10, _time);
        var answer = new TaskCompletionSource<(int, TimeSpan)>();
        using var leaving = new CancellationTokenSource();
        var first = cache.GetAsync("a", _ => answer.Task, leaving.Token);
        var second = cache.GetAsync("a", static _ => throw new InvalidOperationException(), CancellationToken.None);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult((3, TimeSpan.FromSeconds(1)));

        Assert.Equal(3, await second);
    }
}
