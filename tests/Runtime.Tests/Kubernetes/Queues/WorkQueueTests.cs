using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Kubernetes.Queues;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Queues;

public sealed class WorkQueueTests
{
    [Fact]
    public async Task Add_ManyTimesBeforeItsTurn_HasOneTurn()
    {
        await using var queue = new WorkQueue<string>();
        queue.Add("a");
        queue.Add("b");
        queue.Add("a");
        Assert.Equal(2, queue.Depth);
        var done = new ConcurrentQueue<string>();
        var run = queue.RunAsync((key, _) => Record(done, key), CancellationToken.None);
        await Eventually.TrueAsync(() => done.Count == 2, "both had their turns");
        queue.Stop();
        await run;
        Assert.Equal(["a", "b"], done.Order());
    }

    [Fact]
    public async Task Add_WhileWorkedOn_HasAnotherTurnAfterwardsAndNeverTwoAtOnce()
    {
        await using var queue = new WorkQueue<string>(new() { Workers = 3 });
        var (turns, atOnce, most) = (0, 0, 0);
        var release = new SemaphoreSlim(0);
        var run = queue.RunAsync(
            async (_, token) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref atOnce));
                Interlocked.Increment(ref turns);
                await release.WaitAsync(token);
                Interlocked.Decrement(ref atOnce);
            },
            CancellationToken.None);
        queue.Add("a");
        await Eventually.TrueAsync(() => turns == 1, "the first turn");
        queue.Add("a");
        queue.Add("a");
        Assert.Equal(0, queue.Depth);
        release.Release(10);
        await Eventually.TrueAsync(() => turns == 2, "the second turn");
        queue.Stop();
        await run;
        Assert.Equal((2, 1), (turns, most));
    }

    [Fact]
    public async Task AddAfter_TwoDelays_TheShorterCounts()
    {
        var time = new ManualTimeProvider();
        await using var queue = new WorkQueue<string>(timeProvider: time);
        var done = new ConcurrentQueue<string>();
        var run = queue.RunAsync((key, _) => Record(done, key), CancellationToken.None);
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        queue.AddAfter("a", TimeSpan.FromSeconds(3));
        queue.AddAfter("a", TimeSpan.FromSeconds(20));
        queue.AddAfter("b", TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(0, queue.Depth);
        Assert.Empty(done);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await Eventually.TrueAsync(() => done.Count == 1, "the first is due");
        time.Advance(TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(() => done.Count == 2, "the second is due");
        queue.Stop();
        await run;
        Assert.Equal(["a", "b"], done);
        Assert.Equal(0, time.ActiveTimers);
    }

    [Fact]
    public async Task Work_Fails_IsTriedAgainLaterEachTime()
    {
        var time = new ManualTimeProvider();
        var options = new WorkQueueOptions { MinBackoff = TimeSpan.FromSeconds(1), MaxBackoff = TimeSpan.FromSeconds(4) };
        await using var queue = new WorkQueue<string>(options, time);
        var turns = 0;
        var run = queue.RunAsync(
            (_, _) => Interlocked.Increment(ref turns) <= 4 ? throw new InvalidOperationException("no") : Task.CompletedTask, CancellationToken.None);
        queue.Add("a");
        double[] longest = [1, 2, 4, 4];
        for (var i = 0; i < longest.Length; i++)
        {
            await Eventually.TrueAsync(() => turns == i + 1 && time.ActiveTimers == 1, "the turn failed");
            time.Advance(TimeSpan.FromSeconds((longest[i] / 2) - 0.01));
            Assert.Equal(0, queue.Depth);
            Assert.Equal(i + 1, turns);
            time.Advance(TimeSpan.FromSeconds((longest[i] / 2) + 0.02));
        }

        await Eventually.TrueAsync(() => turns == 5, "the turn that succeeds");
        queue.Stop();
        await run;
        Assert.InRange(queue.AddFailed("a"), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Stop_TurnInProgress_IsWaitedForAndNoneBegins()
    {
        await using var queue = new WorkQueue<int>(new() { Workers = 1 });
        var release = new TaskCompletionSource();
        var done = new ConcurrentQueue<int>();
        var run = queue.RunAsync(
            async (key, _) =>
            {
                done.Enqueue(key);
                await release.Task;
            },
            CancellationToken.None);
        queue.Add(1);
        queue.Add(2);
        await Eventually.TrueAsync(() => done.Count == 1, "the first turn");
        queue.Stop();
        queue.Add(3);
        queue.AddAfter(4, TimeSpan.FromMilliseconds(1));
        Assert.False(run.IsCompleted);
        release.SetResult();
        await run.WaitAsync(Eventually.Deadline);
        Assert.Equal([1], done);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsTurns()
    {
        await using var queue = new WorkQueue<int>();
        using var cancel = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var run = queue.RunAsync(
            (_, token) =>
            {
                begun.SetResult();
                return Task.Delay(Timeout.Infinite, token);
            },
            cancel.Token);
        queue.Add(1);
        await begun.Task.WaitAsync(Eventually.Deadline);
        await cancel.CancelAsync();
        await run.WaitAsync(Eventually.Deadline);
    }

    [Fact]
    public void Add_AnyKeysWhileWorking_EachHasATurnAfterItsLastAdding()
    {
        Prop.ForAll(Gen.Choose(0, 5).ListOf().ToArbitrary(), keys => Task.Run(async () =>
        {
            await using var queue = new WorkQueue<int>(new() { Workers = 3 });
            var (wanted, seen, working) = (new ConcurrentDictionary<int, int>(), new ConcurrentDictionary<int, int>(), new ConcurrentDictionary<int, bool>());
            var run = queue.RunAsync(
                async (key, _) =>
                {
                    Assert.True(working.TryAdd(key, true));
                    var state = wanted[key];
                    await Task.Yield();
                    seen[key] = state;
                    Assert.True(working.TryRemove(key, out var _));
                },
                CancellationToken.None);
            foreach (var key in keys)
            {
                wanted.AddOrUpdate(key, 1, static (_, n) => n + 1);
                queue.Add(key);
            }

            await Eventually.TrueAsync(() => wanted.All(pair => seen.GetValueOrDefault(pair.Key) == pair.Value), "all is seen");
            queue.Stop();
            await run;
        }).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();
    }

    private static Task Record(ConcurrentQueue<string> done, string key)
    {
        done.Enqueue(key);
        return Task.CompletedTask;
    }
}
