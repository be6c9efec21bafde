using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Workers;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Workers;

public sealed class WorkerPartsTests
{
    private static readonly PodManagerOptions Options = new() { Owner = Some.Owner };

    [Fact]
    public void RetryDelay_Transient_DoublesToTheLimit()
    {
        var delay = new RetryDelay(Options);
        var failure = new ProviderException(ErrorReason.Transient, "x");
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(0, 8).Select(_ => (int)delay.Next(failure).TotalSeconds));
        delay.Reset();
        Assert.Equal(1, delay.Next(failure).TotalSeconds);
    }

    [Theory]
    [InlineData(ErrorReason.Denied, 15)]
    [InlineData(ErrorReason.Exhausted, 15)]
    [InlineData(ErrorReason.Conflict, 1)]
    public void RetryDelay_WhatNeedsAPerson_IsTriedSlowly(ErrorReason reason, int seconds) =>
        Assert.Equal(seconds, new RetryDelay(Options).Next(new ProviderException(reason, "x")).TotalSeconds);

    [Fact]
    public void RetryDelay_BackendNamesATime_IsKept() =>
        Assert.Equal(90, new RetryDelay(Options).Next(new ProviderException(ErrorReason.Transient, "x") { RetryAfter = TimeSpan.FromSeconds(90) }).TotalSeconds);

    [Theory]
    [InlineData(24)]
    [InlineData(-24)]
    public void GracePeriod_ClockSteps_LastsAsLong(int hours)
    {
        var time = new ManualTimeProvider();
        var grace = new GracePeriod(time);
        Assert.Equal(TimeSpan.Zero, grace.Remaining);
        grace.TrySet(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(10));

        time.Step(TimeSpan.FromHours(hours));

        Assert.Equal(TimeSpan.FromSeconds(20), grace.Remaining);
        Assert.False(grace.TrySet(TimeSpan.FromSeconds(21)));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.Zero, grace.Remaining);
    }

    [Fact]
    public void GracePeriod_OnlyGetsShorter()
    {
        var time = new ManualTimeProvider();
        var grace = new GracePeriod(time);
        Assert.True(grace.TrySet(TimeSpan.FromSeconds(30)));
        var shortened = grace.Shortened;
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(20, grace.Remaining.TotalSeconds);

        Assert.False(grace.TrySet(TimeSpan.FromSeconds(25)));
        Assert.False(shortened.IsCompleted);
        Assert.True(grace.TrySet(TimeSpan.FromSeconds(5)));
        Assert.True(shortened.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.Zero, grace.Remaining);
    }

    [Fact]
    public async Task AsyncSignal_SetBeforeWaiting_IsNotLost()
    {
        var signal = new AsyncSignal();
        signal.Set();
        signal.Set();
        await signal.WaitAsync(CancellationToken.None);

        var time = new ManualTimeProvider();
        var second = signal.WaitAsync(TimeSpan.FromSeconds(5), time, CancellationToken.None);
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        await second.WaitAsync(Eventually.Deadline);
    }

    [Fact]
    public async Task AsyncSignal_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = new AsyncSignal().WaitAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
