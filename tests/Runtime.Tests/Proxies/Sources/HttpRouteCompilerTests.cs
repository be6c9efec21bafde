using Reeve.Runtime.Proxies.Sources;
using Reeve.Runtime.Proxies.Sources.Compiling;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;
using static Reeve.Runtime.Tests.Proxies.Sources.SourceFixtures;

namespace Reeve.Runtime.Tests.Proxies.Sources;

/// <summary>Gateways and HTTPRoutes in a proxy's document.</summary>
public sealed class HttpRouteCompilerTests
{
    private const string Web = """[{"name":"web","port":80,"protocol":"HTTP"},{"name":"shop","port":8443,"protocol":"HTTPS","hostname":"*.example.org","tls":{"certificateRefs":[{"name":"none"}]}}]""";

    private static readonly SourceObjects Cluster = new()
    {
        Nodes = [Node("a", "10.0.0.1"), Node("b", "10.0.0.2")],
        Services =
        [
            Service("one", """{"type":"NodePort","ports":[{"port":80,"nodePort":30001}]}"""), Service("two", """{"type":"NodePort","externalTrafficPolicy":"Local","ports":[{"port":80,"nodePort":30002}]}"""),
        ],
        Slices = [Slice("two", "\"addressType\":\"IPv4\",\"endpoints\":[{\"addresses\":[\"10.1.0.1\"],\"nodeName\":\"a\"}]")],
        Gateways = [Gateway("edge", Web)],
    };

    [Fact]
    public void Route_OfAGateway_IsServedOnTheListenersOfItsHosts()
    {
        var plan = Compile("""
            {"parentRefs":[{"name":"edge"}],"hostnames":["shop.example.org"],"rules":[{"matches":[{"path":{"type":"PathPrefix","value":"/cart/"},"method":"GET","headers":[{"name":"X-A","value":"1"}]}],
             "filters":[{"type":"RequestHeaderModifier","requestHeaderModifier":{"set":[{"name":"X-Set","value":"s"}],"remove":["X-Gone"]}}],"backendRefs":[{"name":"one","port":80}]}]}
            """);

        Assert.Equal([("http", ":80"), ("https", ":8443")], plan.Spec.Listeners.Select(one => (one.Protocol, one.Address)));
        var route = Assert.Single(plan.Spec.Routes);
        Assert.Equal(["kube-http-80", "kube-https-8443"], route.Listeners);
        Assert.Equal(("shop.example.org", "/cart", "GET", "1", true), (route.Hosts.Single(), route.PathPrefix, route.Methods.Single(), route.Headers["X-A"], route.PreserveHost));
        Assert.Equal(("s", ""), (route.RequestHeaders["X-Set"], route.RequestHeaders["X-Gone"]));
        Assert.Empty(ProxySpecValidator.Validate(plan.Spec));
        Assert.True(plan.Outcomes["HTTPRoute/ns/r"].IsServed);
        Assert.Equal("CertificateNotUsable", Assert.Single(plan.Outcomes["Gateway/ns/edge"].Problems).Reason);
    }

    [Fact]
    public void Backends_WithWeights_ShareByServiceNotByServer()
    {
        var plan = Compile("""{"parentRefs":[{"name":"edge","sectionName":"web"}],"rules":[{"backendRefs":[{"name":"one","port":80,"weight":1},{"name":"two","port":80,"weight":3},{"name":"none","port":80,"weight":0}]}]}""");

        Assert.Equal(
            [("http://10.0.0.1:30001", 167), ("http://10.0.0.2:30001", 167), ("http://10.0.0.1:30002", 1000)],
            plan.Spec.Upstreams.Single(one => one.Name.StartsWith("kube-mix-", StringComparison.Ordinal)).Members.Select(one => (one.Address, one.Weight)));
        Assert.Empty(plan.Outcomes["HTTPRoute/ns/r"].Problems);
    }

    [Theory]
    [InlineData("""{"parentRefs":[{"name":"edge","sectionName":"shop"}],"hostnames":["other.net"],"rules":[{"backendRefs":[{"name":"one","port":80}]}]}""")]
    [InlineData("""{"parentRefs":[{"name":"edge","port":81}],"rules":[{"backendRefs":[{"name":"one","port":80}]}]}""")]
    public void Route_ThatNoListenerTakes_IsNotServed(string spec)
    {
        var plan = Compile(spec);

        Assert.Equal((false, "NotAttached"), (plan.Outcomes["HTTPRoute/ns/r"].IsServed, plan.Outcomes["HTTPRoute/ns/r"].Problems.Single().Reason));
        Assert.Empty(plan.Spec.Routes);
    }

    [Fact]
    public void Paths_OfEachType_AreWhatTheySay()
    {
        var plan = Compile("""
            {"parentRefs":[{"name":"edge","sectionName":"web"}],"rules":[{"matches":[{"path":{"type":"Exact","value":"/a/"}},{"path":{"type":"PathPrefix","value":"/a/"}},
             {"path":{"type":"RegularExpression","value":"/[a-z]+"}},{"path":{"type":"Exact","value":"/a/"}}],"backendRefs":[{"name":"one","port":80}]}]}
            """);

        Assert.Equal([("/a/", null, null), (null, "/a", null), (null, null, "/[a-z]+")], plan.Spec.Routes.Select(static route => (route.ExactPath, route.PathPrefix, route.PathRegex)));
        Assert.Equal("Conflict", Assert.Single(plan.Outcomes["HTTPRoute/ns/r"].Problems).Reason);
        Assert.Empty(ProxySpecValidator.Validate(plan.Spec));
    }

    [Theory]
    [InlineData("""{"matches":[{"path":{"type":"Glob","value":"/a*"}}]}""")]
    [InlineData("""{"matches":[{"path":{"type":"RegularExpression","value":"/(a)\\1"}}]}""")]
    [InlineData("""{"matches":[{"queryParams":[{"name":"a","value":"b"}]}]}""")]
    [InlineData("""{"matches":[{"headers":[{"type":"RegularExpression","name":"a","value":"b"}]}]}""")]
    [InlineData("""{"filters":[{"type":"RequestMirror"}]}""")]
    [InlineData("""{"filters":[{"type":"RequestHeaderModifier","requestHeaderModifier":{"add":[{"name":"a","value":"b"}]}}]}""")]
    public void Rule_BeyondTheProxy_IsLeftOutAndSaidSo(string rule)
    {
        var plan = Compile($$"""{"parentRefs":[{"name":"edge","sectionName":"web"}],"rules":[{{rule}},{"backendRefs":[{"name":"one","port":80}]}]}""");

        Assert.Equal("/", Assert.Single(plan.Spec.Routes).PathPrefix);
        Assert.Equal("Unsupported", Assert.Single(plan.Outcomes["HTTPRoute/ns/r"].Problems).Reason);
    }

    [Fact]
    public void Route_OfAnotherNamespace_OnlyWhereTheListenerAllowsIt()
    {
        var route = Route("r", """{"parentRefs":[{"name":"edge","namespace":"other"}],"rules":[{"backendRefs":[{"name":"one","port":80}]}]}""");
        SourcePlan With(string from) => Compile(Cluster with
        {
            Gateways = [Gateway("edge", $$$"""[{"name":"web","port":80,"protocol":"HTTP","allowedRoutes":{"namespaces":{"from":"{{{from}}}"} } }]""") is var gateway ? gateway with { Metadata = gateway.Metadata with { Namespace = "other" } } : gateway],
            Routes = [route],
        });

        Assert.True(With("All").Outcomes["HTTPRoute/ns/r"].IsServed);
        Assert.False(With("Same").Outcomes["HTTPRoute/ns/r"].IsServed);
        Assert.False(With("Selector").Outcomes["HTTPRoute/ns/r"].IsServed);
    }

    [Fact]
    public void Gateway_OfAnotherClass_IsNotLookedAt() => Assert.Empty(Compile(Cluster with
    {
        Gateways = [Gateway("edge", Web, "other")], Routes = [Route("r", """{"parentRefs":[{"name":"edge"}],"rules":[{"backendRefs":[{"name":"one","port":80}]}]}""")],
    }).Outcomes);

    private static SourcePlan Compile(string spec) => Compile(Cluster with { Routes = [Route("r", spec)] });

    private static SourcePlan Compile(SourceObjects objects) =>
        new SourceCompiler(new KubernetesSourceOptions { Addresses = ["192.0.2.1"] }).Compile(objects, new ProxySpec(), new Dictionary<string, SourceProblem>(), new HashSet<string>());
}
