using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Status;

namespace Reeve.Runtime.Tests.Nodes;

public sealed class NodeShareTests
{
    [Fact]
    public void Divide_AnyWeights_NothingLostAndNothingGivenTwice() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<PositiveInt>>(),
        ArbMap.Default.ArbFor<PositiveInt>(),
        (weights, bytes) =>
        {
            double sum = weights.Get.Sum(weight => (double)weight.Get);
            var shares = NodeShare.Divide([.. weights.Get.Select(weight => (double?)(weight.Get / sum))]);
            var whole = new Dictionary<string, Quantity> { ["cpu"] = new(7), ["memory"] = new(bytes.Get), ["example.com/gpu"] = new(3), ["pods"] = new(110) };

            var parts = shares.Select(share => MachineShare.Of(whole, share)).ToList();

            return whole.Where(pair => pair.Key != "pods").All(pair =>
                    parts.Aggregate(Quantity.Zero, (total, part) => total + part[pair.Key]) == pair.Value && parts.All(part => part[pair.Key].Sign >= 0))
                && parts.All(part => part["pods"] == new Quantity(110));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Divide_SomeWithoutShare_RestInEqualParts()
    {
        var shares = NodeShare.Divide([0.5, null, null]);

        Assert.Equal([0, 0.5, 0.75], shares.Select(share => share.Begin));
        Assert.Equal([0.5, 0.75, 1], shares.Select(share => share.End));
    }

    [Fact]
    public void Divide_One_All() => Assert.True(Assert.Single(NodeShare.Divide([null])).IsAll);

    [Fact]
    public void Divide_MoreThanAll_Error() => Assert.Throws<ArgumentException>(() => NodeShare.Divide([0.6, 0.6]));

    [Fact]
    public void Divide_NothingLeft_Error() => Assert.Throws<ArgumentException>(() => NodeShare.Divide([1, null]));

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Divide_NoShare_Error(double share) => Assert.Throws<ArgumentException>(() => NodeShare.Divide([share]));
}
