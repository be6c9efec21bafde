using FsCheck;
using FsCheck.Fluent;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Naming;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Naming;

public sealed class ClusterMarksTests
{
    [Fact]
    public void Tags_OfAnyCluster_AreOnesThatNovaTakes() => Prop.ForAll(Clusters().ToArbitrary(), cluster =>
    {
        var marks = new ClusterMarks(cluster);
        return marks.All.All(tag => tag.Length is > 0 and <= 60 && !tag.Contains(',') && !tag.Contains('/')) && marks.All.Distinct().Count() == 4 && marks.Description.Length <= 255;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Marks_OfTwoClusters_DifferWhereTheClustersDo() => Prop.ForAll(Clusters().ToArbitrary(), Clusters().ToArbitrary(), (one, other) =>
    {
        var (a, b) = (new ClusterMarks(one), new ClusterMarks(other));
        return one == other ? a.Description == b.Description && a.Unique == b.Unique : a.Description != b.Description && a.Unique != b.Unique && !a.Own.SequenceEqual(b.Own);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unique_TenantAndNameThatReadAlike_AreTold()
    {
        var owner = new Owner { Cluster = "c", Node = "n" };

        Assert.NotEqual(
            new ClusterMarks(new ClusterId { Owner = owner, Tenant = "a-b", Name = "c" }).Unique, new ClusterMarks(new ClusterId { Owner = owner, Tenant = "a", Name = "b-c" }).Unique);
    }

    private static Gen<ClusterId> Clusters() =>
        from agent in Gen.Elements("one", "two")
        from node in Gen.Elements("n", new string('n', 200), "a.b")
        from tenant in Gen.Elements("", "a", "b/c", new string('t', 63), new string('t', 62) + "u")
        from name in Gen.Elements("x", "y", new string('x', 63), new string('x', 62) + "y")
        select new ClusterId { Owner = new Owner { Cluster = agent, Node = node }, Tenant = tenant, Name = name };
}
