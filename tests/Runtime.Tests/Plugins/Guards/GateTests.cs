using System.Diagnostics.Metrics;
using NSubstitute;
using Reeve.Plugins;
using Reeve.Runtime.Plugins.Guards;
using Reeve.Runtime.Plugins.Loading;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Plugins.Guards;

public sealed class GateTests
{
    [Fact]
    public async Task EnterAsync_NeverOpened_IsRefused()
    {
        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await new Gate<IProvider>().EnterAsync(EntryKind.Call, CancellationToken.None));

        Assert.Equal(ErrorReason.Transient, failure.Reason);
    }

    [Fact]
    public async Task EnterAsync_Closed_WaitsForTheNextOne()
    {
        var gate = new Gate<IProvider>();
        var (first, second) = (Make(), Make());
        gate.Open(first);
        Assert.Same(first, gate.Close());

        var entering = gate.EnterAsync(EntryKind.Call, CancellationToken.None).AsTask();
        Assert.False(entering.IsCompleted);
        gate.Open(second);

        Assert.Same(second, (await entering).Generation);
    }

    [Fact]
    public async Task EnterAsync_ClosedThenRefused_EndsWithTheReason()
    {
        var gate = new Gate<IProvider>();
        gate.Open(Make());
        gate.Close();

        var entering = gate.EnterAsync(EntryKind.Call, CancellationToken.None).AsTask();
        gate.Refuse("gone");

        Assert.Equal("gone", (await Assert.ThrowsAsync<ProviderException>(() => entering)).Message);
    }

    [Fact]
    public async Task EnterAsync_Closed_CanBeCancelled()
    {
        var gate = new Gate<IProvider>();
        gate.Open(Make());
        gate.Close();
        using var cancel = new CancellationTokenSource();

        var entering = gate.EnterAsync(EntryKind.Call, cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entering);
    }

    [Fact]
    public async Task TryReserve_Held_Fails()
    {
        var gate = new Gate<IProvider>();
        gate.Open(Make());
        var hold = await gate.EnterAsync(EntryKind.Hold, CancellationToken.None);

        Assert.False(gate.TryReserve());
        hold.Dispose();
        hold.Dispose();
        Assert.True(gate.TryReserve());

        var next = gate.EnterAsync(EntryKind.Hold, CancellationToken.None).AsTask();
        using var call = await gate.EnterAsync(EntryKind.Call, CancellationToken.None);
        Assert.False(next.IsCompleted);
        gate.Unreserve();
        (await next).Dispose();
    }

    [Fact]
    public async Task EmptiedAsync_LastOneLeaves_IsTrueBeforeTheDeadline()
    {
        var clock = new ManualTimeProvider();
        var gate = new Gate<IProvider>();
        var generation = Make();
        gate.Open(generation);
        var a = await gate.EnterAsync(EntryKind.Session, CancellationToken.None);
        var b = await gate.EnterAsync(EntryKind.Session, CancellationToken.None);
        using var watch = await gate.EnterAsync(EntryKind.Watch, CancellationToken.None);

        var emptied = generation.EmptiedAsync(TimeSpan.FromSeconds(30), clock, CancellationToken.None, EntryKind.Session);
        a.Dispose();
        Assert.False(emptied.IsCompleted);
        b.Dispose();

        Assert.True(await emptied);
    }

    [Fact]
    public async Task EmptiedAsync_SomebodyStays_IsFalseAtTheDeadline()
    {
        var clock = new ManualTimeProvider();
        var generation = Make();
        generation.Enter(EntryKind.Call);

        var emptied = generation.EmptiedAsync(TimeSpan.FromSeconds(30), clock, CancellationToken.None, EntryKind.Call);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(emptied.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await emptied);
    }

    private static Generation<IProvider> Make() => new(Substitute.For<IProvider>(), null!, new Meter("test"));
}
