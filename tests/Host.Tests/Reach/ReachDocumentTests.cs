using FsCheck;
using FsCheck.Fluent;
using Reeve.Host.Reach;
using Reeve.Host.Tests.Proxies.Support;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Tests.Reach;

public sealed class ReachDocumentTests
{
    private static readonly ProxySpec s_users = new()
    {
        Listeners = [new ProxyListenerSpec { Name = "web", Protocol = "http", Address = ":80" }],
        Routes = [new ProxyRouteSpec { Name = "shop", Listeners = ["web"], Upstream = "shop" }],
        Upstreams = [new ProxyUpstreamGroupSpec { Name = "shop", Members = [new ProxyUpstreamSpec { Address = "http://10.0.0.1:8080" }] }],
    };

    [Fact]
    public void Put_Passthrough_SharesAListenerByName()
    {
        var spec = ReachDocument.Put(ReachDocument.Put(s_users, Api("a.t")), Api("b.t"));

        Assert.Equal(["web", "cluster-tls-6443"], spec.Listeners.Select(one => one.Name));
        Assert.Equal(["a.t.example.org", "b.t.example.org"], spec.Routes.Skip(1).Select(route => Assert.Single(route.Hosts)));
        Assert.All(spec.Routes.Skip(1), route => Assert.Equal(["cluster-tls-6443"], route.Listeners));
        Assert.Equal("tcp://10.0.0.9:6443", spec.Upstreams[1].Members.Single().Address);
        Assert.Equal(["cluster-tls-6443"], ReachDocument.Keep(spec, ["b.t"]).Listeners.Skip(1).Select(one => one.Name)); // the other still needs it
        Same(s_users, ReachDocument.Keep(spec, []));
    }

    [Fact]
    public void Put_ListenerOfSomebodysOwn_IsUsedAndStays()
    {
        var own = s_users with { Listeners = [.. s_users.Listeners, new ProxyListenerSpec { Name = "mine", Protocol = "tlsPassthrough", Address = "192.0.2.1:6443" }] };
        var spec = ReachDocument.Put(own, Api("a"));

        Assert.Equal(["mine"], spec.Routes[^1].Listeners);
        Same(own, ReachDocument.Keep(spec, []));
    }

    [Fact]
    public void Put_PortsOfItsOwn_AreItsAlone()
    {
        var reach = new ClusterReach
        {
            Key = "a",
            Ports = [new ReachPort { Protocol = "tcp", Listen = 8443, Servers = ["tcp://10.0.0.1:6443", "tcp://10.0.0.2:6443"] }, new ReachPort { Protocol = "udp", Listen = 53, Servers = ["udp://10.0.0.1:53"] }],
        };
        var spec = ReachDocument.Put(s_users, reach);

        Assert.Equal([("tcp", ":8443"), ("udp", ":53")], spec.Listeners.Skip(1).Select(one => (one.Protocol, one.Address)));
        Assert.Equal(2, spec.Upstreams[1].Members.Count);
        Assert.Equal(2, ReachDocument.RoutesOf(spec, "a").Count);
        Same(s_users, ReachDocument.Put(spec, reach with { Ports = [] }));
    }

    [Fact]
    public void Put_AnyClustersInAnyOrder_OncesAndTwiceAreTheSameAndOthersAreNotTouched() => Prop.ForAll(
        Arb.From(Gen.ListOf(Gen.Elements("a", "b", "a.t", "b.t"))),
        keys =>
        {
            var spec = keys.Aggregate(s_users, (next, key) => ReachDocument.Put(next, Api(key)));
            var again = keys.Aggregate(spec, (next, key) => ReachDocument.Put(next, Api(key)));
            var kept = ReachDocument.Keep(spec, keys.Take(1));
            return Text(spec) == Text(again)
                && Text(ReachDocument.Keep(spec, keys)) == Text(spec)
                && Text(ReachDocument.Keep(spec, [])) == Text(s_users)
                && keys.Take(1).All(key => ReachDocument.RoutesOf(kept, key).Count == 1)
                && kept.Routes.Count == 1 + Math.Min(1, keys.Count);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Put_Names_AreThoseThatADocumentTakes()
    {
        var spec = ReachDocument.Put(new ProxySpec(), Api(new string('n', 63) + "." + new string('t', 63)));

        Assert.NotEmpty(new FakeProxyService("edge").Diff(spec)); // or it would be refused
        Assert.All([.. spec.Listeners.Select(one => one.Name), .. spec.Routes.Select(one => one.Name)], name => Assert.Matches("^[a-z0-9-]{1,63}$", name));
    }

    internal static ClusterReach Api(string key) => new()
    {
        Key = key, Name = $"{key}.example.org", Ports = [new ReachPort { Protocol = "tlsPassthrough", Listen = 6443, Servers = ["tcp://10.0.0.9:6443"] }],
    };

    private static void Same(ProxySpec expected, ProxySpec actual) => Assert.Equal(Text(expected), Text(actual));

    private static string Text(ProxySpec spec) => System.Text.Encoding.UTF8.GetString(ProxySpecs.Write(spec));
}
