using Reeve.Runtime.Kubernetes.Events;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Events;

public sealed class EventHoldTests : IDisposable
{
    private static readonly TimeSpan Lull = TimeSpan.FromMilliseconds(200);
    private readonly ManualTimeProvider _time = new();
    private readonly EventHold _hold;

    public EventHoldTests() => _hold = new EventHold(Lull, TimeSpan.FromSeconds(1), _time);

    public void Dispose() => _hold.Dispose();

    [Fact]
    public async Task Wait_NothingMoreHappens_EndsAfterTheLull()
    {
        var waiting = HappenAsync();
        _time.Advance(Lull - TimeSpan.FromMilliseconds(1));
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        await waiting.WaitAsync(Eventually.Deadline);
    }

    [Fact]
    public async Task Wait_MoreAndMoreHappens_EndsAfterTheLongestHold()
    {
        var waiting = HappenAsync();
        for (var i = 0; i < 9; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            _hold.Happened();
            await Eventually.TrueAsync(() => _time.ActiveTimers == 1, "it is held on");
        }

        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        await waiting.WaitAsync(Eventually.Deadline);
    }

    [Fact]
    public async Task End_WhileHeld_ReleasesAtOnce()
    {
        var waiting = HappenAsync();

        _hold.End();

        await waiting.WaitAsync(Eventually.Deadline);
    }

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _hold.WaitAsync(_time.GetUtcNow(), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void Wait_NoLull_IsOverAtOnce()
    {
        using var hold = new EventHold(TimeSpan.Zero, TimeSpan.FromSeconds(1), _time);
        hold.Happened();

        Assert.True(hold.WaitAsync(_time.GetUtcNow(), CancellationToken.None).IsCompletedSuccessfully);
    }

    private Task HappenAsync()
    {
        _hold.Happened();
        return _hold.WaitAsync(_time.GetUtcNow(), CancellationToken.None);
    }
}
