using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Sharing;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Sharing;

public sealed class ClusterChangesTests
{
    private static readonly ClusterId s_web = new() { Owner = new Owner { Cluster = "one", Node = "host" }, Name = "web" };

    private readonly ClusterChanges _changes = new();

    [Fact]
    public void SettledAt_WhileAStepIsUnderWay_IsNever()
    {
        using var step = _changes.Begin(s_web, changes: true);

        Assert.Equal(0, _changes.SettledAt(s_web));
        Assert.True(_changes.LastOf(s_web) > 0);
    }

    [Fact]
    public void SettledAt_AfterAStep_IsLaterThanWhatBeganMeanwhile()
    {
        var step = _changes.Begin(s_web, changes: true);
        var meanwhile = _changes.Next();
        step.Dispose();

        Assert.True(_changes.SettledAt(s_web) > meanwhile);
        Assert.True(_changes.Next() > _changes.SettledAt(s_web));
    }

    [Fact]
    public void SettledAt_AStepThatOnlyWaits_ChangesNothing()
    {
        _changes.Begin(s_web, changes: true).Dispose();
        var before = _changes.SettledAt(s_web);

        _changes.Begin(s_web, changes: false).Dispose();

        Assert.Equal(before, _changes.SettledAt(s_web));
    }

    [Fact]
    public void SettledAt_OfAnotherCluster_IsNotTouched()
    {
        _changes.Begin(s_web, changes: true).Dispose();

        Assert.Equal(0, _changes.SettledAt(s_web with { Name = "other" }));
    }

    [Fact]
    public void SettledAt_ManyClustersLater_IsNoEarlierThanItWas()
    {
        _changes.Begin(s_web, changes: true).Dispose();
        var before = _changes.SettledAt(s_web);

        foreach (var number in Enumerable.Range(0, 5000))
        {
            _changes.Begin(s_web with { Name = $"n{number}" }, changes: true).Dispose();
        }

        Assert.True(_changes.SettledAt(s_web) >= before);
    }
}
