using Reeve.Containers;
using Reeve.Machine.Containers;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Machine.Tests.Containers;

public sealed class ContainerTableTests
{
    private readonly ContainerTable<Attempt> _table = new();

    [Fact]
    public async Task Watch_Containers_AreReportedThenSyncedThenTheirEnds()
    {
        var attempt = new Attempt("one");
        _table.Add(attempt);
        await using var items = _table.WatchAsync(CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await items.MoveNextAsync());
        Assert.Equal(attempt.Id, items.Current.Observation!.Id);
        Assert.True(await items.MoveNextAsync());
        Assert.Equal(ContainerWatchKind.Synced, items.Current.Kind);
        _table.End(attempt, Attempt.EndOf(attempt.Id));
        Assert.True(await items.MoveNextAsync());
        Assert.Equal(ContainerRunState.Terminated, items.Current.Observation!.State);
        _table.Close();
        Assert.False(await items.MoveNextAsync());
    }

    [Fact]
    public void Get_Unknown_IsNotFound() =>
        Assert.Equal(ErrorReason.NotFound, Assert.Throws<ProviderException>(() => _table.Get(new Attempt("none").Id)).Reason);

    [Fact]
    public void End_Container_CompletesAndReleases()
    {
        var attempt = new Attempt("one");
        _table.Add(attempt);

        _table.End(attempt, Attempt.EndOf(attempt.Id));

        Assert.True(attempt.Ended.IsCompletedSuccessfully);
        Assert.True(attempt.IsReleased);
    }

    [Fact]
    public void KillAfter_Shorter_Wins()
    {
        var time = new ManualTimeProvider();
        var attempt = new Attempt("one");
        var kills = 0;

        attempt.KillAfter(TimeSpan.FromSeconds(30), time, () => kills++);
        attempt.KillAfter(TimeSpan.FromSeconds(2), time, () => kills++);
        attempt.KillAfter(TimeSpan.FromSeconds(20), time, () => kills++);
        time.Advance(TimeSpan.FromSeconds(2));
        var early = kills;
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((1, 1), (early, kills));
    }

    [Fact]
    public void SignalsFirst_SecondTime_DoesNot()
    {
        var attempt = new Attempt("one");

        Assert.True(attempt.SignalsFirst());
        Assert.False(attempt.SignalsFirst());
    }
}
