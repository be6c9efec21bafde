using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Tests.Proxies.Revisions;

public sealed class ProxyDiffTests
{
    private static readonly Arbitrary<(ProxySpec One, ProxySpec Other)> Pairs =
        (from one in ProxyDocuments.WithoutListeners from other in ProxyDocuments.WithoutListeners select (one, other)).ToArbitrary();

    [Fact]
    public void Between_AnyTwo_EmptyExactlyIfTheirJsonIsTheSame() => Prop.ForAll(Pairs, pair =>
        ProxyDiff.Between(pair.One, pair.Other).Count == 0 == ProxySpecs.Write(pair.One).AsSpan().SequenceEqual(ProxySpecs.Write(pair.Other))).QuickCheckThrowOnFailure();

    [Fact]
    public void Between_BothWays_MirrorImages() => Prop.ForAll(Pairs, pair =>
        Lines(ProxyDiff.Between(pair.One, pair.Other)).SetEquals(Lines(ProxyDiff.Between(pair.Other, pair.One).Select(Turned)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Between_AnyTwo_NamesOfTheSecondFollowFromTheFirst() => Prop.ForAll(Pairs, pair =>
    {
        var changes = ProxyDiff.Between(pair.One, pair.Other);
        var names = pair.One.Upstreams.Select(group => $"upstreams/{group.Name}")
            .Except(changes.Where(change => change.Kind is ProxyChangeKind.Removed).Select(change => change.Path))
            .Concat(changes.Where(change => change.Kind is ProxyChangeKind.Added).Select(change => change.Path));
        return names.ToHashSet().SetEquals(pair.Other.Upstreams.Select(group => $"upstreams/{group.Name}"));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Between_FieldObjectAndOrder_ShownAsLines()
    {
        var before = ProxyDocuments.Simple(80);
        var two = before.Routes[0] with { Name = "two", PathPrefix = "/two" };
        var after = before with
        {
            Routes = [two, before.Routes[0] with { Timeout = TimeSpan.FromSeconds(90) }], Upstreams = [before.Upstreams[0], before.Upstreams[0] with { Name = "more" }],
        };

        Assert.Equal(["+ upstreams/more", "+ routes/two", "~ routes/web.timeout: (none) -> \"90s\""], ProxyDiff.Between(before, after).Select(change => change.ToString()));
        Assert.Equal(
            ["~ routes: two, web -> web, two"],
            ProxyDiff.Between(after, after with { Routes = [after.Routes[1], after.Routes[0]] }).Select(change => change.ToString()));
    }

    [Fact]
    public void Between_Keys_AreNeverShown()
    {
        var one = new ProxySpec { Certificates = [new ProxyCertificateSpec { Chain = "chain", Key = "secret-1" }] };
        var two = new ProxySpec { Certificates = [new ProxyCertificateSpec { Chain = "chain", Key = "secret-2" }] };

        var changes = ProxyDiff.Between(null, one).Concat(ProxyDiff.Between(one, two)).Concat(ProxyDiff.Between(one, new ProxySpec())).ToArray();

        Assert.Equal(3, changes.Length);
        Assert.All(changes, change => Assert.DoesNotContain("secret", $"{change} {change.Before} {change.After}", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", System.Text.Encoding.UTF8.GetString(ProxySpecs.Write(ProxySpecs.WithoutKeys(one))), StringComparison.Ordinal);
    }

    private static HashSet<string> Lines(IEnumerable<ProxyChange> changes) => [.. changes.Select(change => $"{change.Kind} {change.Path} {change.Before} {change.After}")];

    private static ProxyChange Turned(ProxyChange change) => change with
    {
        Before = change.After,
        After = change.Before,
        Kind = change.Kind switch { ProxyChangeKind.Added => ProxyChangeKind.Removed, ProxyChangeKind.Removed => ProxyChangeKind.Added, var same => same },
    };
}
