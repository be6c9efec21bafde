using Reeve.Host.CommandLine;
using Reeve.Host.Proxies.Client;
using Reeve.Host.Tests.Proxies.Support;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Host.Tests.Proxies.Client;

public sealed class RouteEditTests
{
    private static readonly RouteWish Api = new() { Listen = ":8443", Tls = true, Path = "/api/v1", To = ["http://10.0.0.2:80", "http://10.0.0.3:80"] };

    [Fact]
    public void Add_ToNothing_ListenerRouteAndServers()
    {
        var spec = RouteEdit.Add(new ProxySpec(), Api);

        Assert.Empty(ProxySpecValidator.Validate(spec));
        Assert.Equal(("https-8443", "https", ":8443"), (spec.Listeners.Single().Name, spec.Listeners[0].Protocol, spec.Listeners[0].Address));
        Assert.Equal(("api-v1", "/api/v1", "api-v1"), (spec.Routes.Single().Name, spec.Routes[0].PathPrefix, spec.Routes[0].Upstream));
        Assert.Equal(2, spec.Upstreams.Single().Members.Count);
    }

    [Fact]
    public void Add_Twice_Replaced() => Assert.Equal(
        ["http://10.0.0.9:80"], RouteEdit.Add(RouteEdit.Add(new ProxySpec(), Api), Api with { To = ["http://10.0.0.9:80"] }).Upstreams.Single().Members.Select(member => member.Address));

    [Fact]
    public void Add_ListenerIsThere_Used()
    {
        var spec = RouteEdit.Add(SampleProxies.Shop, new RouteWish { Hosts = ["b.example.org"], To = ["http://10.0.0.2:80"] });

        Assert.Equal("web", spec.Listeners.Single().Name);
        Assert.Equal(["shop", "b-example-org"], spec.Routes.Select(route => route.Name));
        Assert.Empty(ProxySpecValidator.Validate(spec));
    }

    [Fact]
    public void Add_ExactPathForSomeClients_BesideThePrefix()
    {
        var spec = RouteEdit.Add(RouteEdit.Add(new ProxySpec(), Api), Api with { Exact = true, Allow = ["10.0.0.0/8"] });

        Assert.Equal([("api-v1", "/api/v1", null, 0), ("api-v1-exact", null, "/api/v1", 1)], spec.Routes.Select(static route => (route.Name, route.PathPrefix, route.ExactPath, route.AllowedSources.Count)));
        Assert.Empty(ProxySpecValidator.Validate(spec));
    }

    [Fact]
    public void Add_ExactWithoutAPathOrStripped_Usage()
    {
        Assert.Throws<CommandException>(() => RouteEdit.Add(new ProxySpec(), Api with { Exact = true, Path = null }));
        Assert.Throws<CommandException>(() => RouteEdit.Add(new ProxySpec(), Api with { Exact = true, Strip = true }));
    }

    [Theory]
    [InlineData("tcp://10.0.0.1:1", true, "tls")]
    [InlineData("tcp://10.0.0.1:1", false, "tcp")]
    [InlineData("udp://10.0.0.1:1", false, "udp")]
    [InlineData("https://10.0.0.1:1", false, "http")]
    public void Add_Servers_DecideTheProtocol(string to, bool tls, string protocol) =>
        Assert.Equal(protocol, RouteEdit.Add(new ProxySpec(), new RouteWish { Listen = ":1234", Tls = tls, To = [to] }).Listeners.Single().Protocol);

    [Theory]
    [InlineData(null, false, "http://10.0.0.1:1")] // where?
    [InlineData(":1", true, "udp://10.0.0.1:1")]
    [InlineData(":1", false, "ftp://10.0.0.1")]
    public void Add_MakesNoSense_Usage(string? listen, bool tls, string to) =>
        Assert.Equal(ExitCodes.Usage, Assert.Throws<CommandException>(() => RouteEdit.Add(new ProxySpec(), new RouteWish { Listen = listen, Tls = tls, To = [to] })).ExitCode);

    [Fact]
    public void Add_AddressSpeaksSomethingElse_Usage() => Assert.Contains(
        "speaks http, not tcp",
        Assert.Throws<CommandException>(() => RouteEdit.Add(SampleProxies.Shop, new RouteWish { Listen = "127.0.0.1:8080", To = ["tcp://10.0.0.1:1"] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Remove_WhatWasAdded_AsBefore()
    {
        var spec = RouteEdit.Remove(RouteEdit.Add(SampleProxies.Shop, Api), ["api-v1"]);

        Assert.Empty(Reeve.Runtime.Proxies.Revisions.ProxyDiff.Between(SampleProxies.Shop, spec));
    }

    [Fact]
    public void Remove_SharedListenerAndServers_Stay()
    {
        var two = SampleProxies.Shop with { Routes = [.. SampleProxies.Shop.Routes, SampleProxies.Shop.Routes[0] with { Name = "other", PathPrefix = "/other" }] };

        var spec = RouteEdit.Remove(two, ["other"]);

        Assert.Equal(("web", "shop"), (spec.Listeners.Single().Name, spec.Upstreams.Single().Name));
        Assert.Throws<CommandException>(() => RouteEdit.Remove(two, ["none"]));
    }
}
