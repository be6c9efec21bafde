using Reeve.Host.Memory;
using Reeve.Testing;

namespace Reeve.Host.Tests.Memory;

public sealed class IdleTrimTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly Heap _heap;
    private readonly IdleTrim _trim;

    public IdleTrimTests()
    {
        _heap = new(_time);
        _trim = new(_heap, _time);
    }

    [Fact]
    public void Collected_BurstGoesOn_WaitsForItsEnd()
    {
        _trim.Collected();
        for (var i = 0; i < 5; i++)
        {
            _heap.Allocated += IdleTrim.Little + 1;
            _time.Advance(IdleTrim.Quiet);
        }

        Assert.Equal(0, _heap.Trims);
        _heap.Allocated += IdleTrim.Little;

        _time.Advance(IdleTrim.Quiet);

        Assert.Equal(1, _heap.Trims);
    }

    [Fact]
    public void Collected_LittleWasAllocatedSince_LeavesTheHeapAlone()
    {
        Burst();
        _heap.Allocated += IdleTrim.Worthwhile - 1;

        Burst();
        Assert.Equal(1, _heap.Trims);
        Assert.Equal(0, _time.ActiveTimers);
        _heap.Allocated++;
        Burst();

        Assert.Equal(2, _heap.Trims);
    }

    [Fact]
    public void Collected_WorkFollowsWithoutACollection_TrimsOnceMore()
    {
        _trim.Collected();
        _time.Advance(IdleTrim.Quiet);
        _heap.Allocated += IdleTrim.Worthwhile;

        _time.Advance(3 * IdleTrim.Quiet);

        Assert.Equal(2, _heap.Trims);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public void Collected_TrimmingTakesLong_TakesOneHundredthOfTheTimeAtMost()
    {
        _heap.Cost = TimeSpan.FromMilliseconds(300);
        Burst();
        for (var i = 0; i < 29; i++)
        {
            _heap.Allocated += IdleTrim.Worthwhile;
            _trim.Collected();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, _heap.Trims);
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(2, _heap.Trims);
    }

    [Fact]
    public void Collected_QuietAfterATrim_ReleasesWhatWasReadAgainOnce()
    {
        Burst();
        _time.Advance(2 * IdleTrim.Quiet);
        Assert.Equal((1, 1), (_heap.Trims, _heap.Releases));

        Burst();

        Assert.Equal((1, 1), (_heap.Trims, _heap.Releases));
    }

    [Fact]
    public void Collected_Disposed_AsksForNoMoreAndTrimsNoMore()
    {
        Assert.True(_trim.Collected());

        _trim.Dispose();
        _time.Advance(IdleTrim.Quiet * 2);

        Assert.False(_trim.Collected());
        Assert.Equal(0, _heap.Trims);
    }

    [Fact]
    public void Trim_OfThisProcess_GivesMemoryBack()
    {
        var memory = new ProcessMemory();
        var before = memory.Allocated;
        Allocate();
        Assert.True(memory.Allocated - before >= 1_000_000);

        memory.Trim();

        Assert.True(GC.CollectionCount(GC.MaxGeneration) > 0);
    }

    [Fact]
    public async Task Ask_AfterEachCollection_CallsBackUntilItIsEnough()
    {
        var calls = 0;
        CollectionNotice.Ask(() => Interlocked.Increment(ref calls) < 2);

        await Eventually.TrueAsync(
            () =>
            {
                GC.Collect();
                return Volatile.Read(ref calls) == 2;
            },
            "two collections are told");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal(2, Volatile.Read(ref calls));
    }

    public void Dispose() => _trim.Dispose();

    // In small pieces: a large object that fits where another one was is not counted before the next collection.
    private static void Allocate()
    {
        for (var i = 0; i < 100; i++)
        {
            GC.KeepAlive(new byte[20_000]);
        }
    }

    private void Burst()
    {
        _trim.Collected();
        _time.Advance(2 * IdleTrim.Quiet);
    }

    private sealed class Heap(ManualTimeProvider time) : IProcessMemory
    {
        public long Allocated { get; set; }

        public TimeSpan Cost { get; set; }

        public int Trims { get; private set; }

        public int Releases { get; private set; }

        public void Release() => Releases++;

        public void Trim()
        {
            Trims++;
            time.Advance(Cost);
        }
    }
}
