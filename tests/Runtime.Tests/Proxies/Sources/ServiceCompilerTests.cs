using Reeve.Runtime.Proxies.Sources;
using Reeve.Runtime.Proxies.Sources.Compiling;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;
using static Reeve.Runtime.Tests.Proxies.Sources.SourceFixtures;

namespace Reeve.Runtime.Tests.Proxies.Sources;

/// <summary>Services of the type LoadBalancer in a proxy's document.</summary>
public sealed class ServiceCompilerTests
{
    private const string Dns = """{"type":"LoadBalancer","ports":[{"name":"t","port":53,"nodePort":30053},{"name":"u","port":53,"protocol":"UDP","nodePort":30054}]}""";

    private static readonly SourceObjects Cluster = new() { Nodes = [Node("b", "10.0.0.2"), Node("a", "fd00::1"), Node("down", "10.0.0.9", "False"), Node("out", "10.0.0.8", label: "node.kubernetes.io/exclude-from-external-load-balancers")] };

    private static readonly KubernetesSourceOptions Options = new() { Addresses = ["192.0.2.1"] };

    [Fact]
    public void Service_NodePorts_AllReadyNodesBehindEachPort()
    {
        var plan = Compile(Cluster with { Services = [Service("dns", Dns)] });

        Assert.Equal([("tcp", ":53"), ("udp", ":53")], plan.Spec.Listeners.Select(one => (one.Protocol, one.Address)));
        Assert.Equal(["tcp://10.0.0.2:30053", "tcp://[fd00::1]:30053"], plan.Spec.Upstreams[0].Members.Select(one => one.Address));
        Assert.Equal(["udp://10.0.0.2:30054", "udp://[fd00::1]:30054"], plan.Spec.Upstreams[1].Members.Select(one => one.Address));
        Assert.True(plan.Outcomes["Service/ns/dns"].IsServed);
        Assert.Empty(ProxySpecValidator.Validate(plan.Spec));
        Assert.All(plan.Spec.Listeners, listener => Assert.Equal("Service/ns/dns", plan.Owners[listener.Name]));
    }

    [Fact]
    public void Service_Pods_ReadyEndpointsOfThePortsName()
    {
        var objects = Cluster with
        {
            Services = [Service("web", """{"type":"LoadBalancer","ports":[{"name":"http","port":80}]}""")],
            Slices =
            [
                Slice("web", """
                    "addressType":"IPv4","ports":[{"name":"http","port":8080,"protocol":"TCP"},{"name":"metrics","port":9090}],
                    "endpoints":[{"addresses":["10.1.0.1"],"conditions":{"ready":true}},{"addresses":["10.1.0.2"],"conditions":{"ready":false}},{"addresses":["10.1.0.3"]}]
                    """),
                Slice("other", """ "addressType":"IPv4","ports":[{"name":"http","port":1}],"endpoints":[{"addresses":["10.1.0.9"]}] """),
            ],
        };
        var plan = Compile(objects, options: Options with { Pods = true });

        Assert.Equal(["tcp://10.1.0.1:8080", "tcp://10.1.0.3:8080"], Assert.Single(plan.Spec.Upstreams).Members.Select(one => one.Address));
    }

    [Theory]
    [InlineData("nodeName")]
    [InlineData("topology")]
    public void Service_LocalTraffic_OnlyNodesWithAPod(string form)
    {
        var place = form == "nodeName" ? "\"nodeName\":\"b\"" : "\"topology\":{\"kubernetes.io/hostname\":\"b\"}";
        var objects = Cluster with
        {
            Services = [Service("web", """{"type":"LoadBalancer","externalTrafficPolicy":"Local","ports":[{"port":80,"nodePort":30080}]}""")],
            Slices = [Slice("web", $$""" "addressType":"IPv4","endpoints":[{"addresses":["10.1.0.1"],{{place}}}] """)],
        };

        Assert.Equal(["tcp://10.0.0.2:30080"], Assert.Single(Compile(objects).Spec.Upstreams).Members.Select(one => one.Address));
    }

    [Fact]
    public void Services_OfTheSamePort_TheOlderHasItAndTheOtherHasNothing()
    {
        var plan = Compile(Cluster with
        {
            Services = [Service("a-new", """{"type":"LoadBalancer","ports":[{"port":81,"nodePort":1},{"port":80,"nodePort":2}]}"""), Service("old", """{"type":"LoadBalancer","ports":[{"port":80,"nodePort":3}]}""", age: 5)],
        });

        Assert.Equal([":80"], plan.Spec.Listeners.Select(one => one.Address));
        Assert.False(plan.Outcomes["Service/ns/a-new"].IsServed);
        Assert.Equal("Conflict", Assert.Single(plan.Outcomes["Service/ns/a-new"].Problems).Reason);
    }

    [Fact]
    public void Services_OfTheSamePort_WhoIsServedKeepsIt()
    {
        var objects = Cluster with
        {
            Services = [Service("a", """{"type":"LoadBalancer","ports":[{"port":80,"nodePort":2}]}"""), Service("b", """{"type":"LoadBalancer","ports":[{"port":80,"nodePort":3}]}""")],
        };
        var plan = new SourceCompiler(Options).Compile(objects, new ProxySpec(), new Dictionary<string, SourceProblem>(), new HashSet<string> { "Service/ns/b" });

        Assert.Equal((false, true), (plan.Outcomes["Service/ns/a"].IsServed, plan.Outcomes["Service/ns/b"].IsServed));
    }

    [Fact]
    public void Document_OfOthers_StaysAndItsPortsAreTheirs()
    {
        var mine = ProxyDocuments.Simple(53) with { Listeners = [new ProxyListenerSpec { Name = "mine", Protocol = "tcp", Address = "192.0.2.7:53" }], Routes = [], Upstreams = [] };
        var plan = Compile(Cluster with { Services = [Service("dns", Dns)] }, mine);

        Assert.Equal(mine.Listeners, plan.Spec.Listeners);
        Assert.Contains("mine", Assert.Single(plan.Outcomes["Service/ns/dns"].Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Service_Gone_LeavesNothing()
    {
        var mine = new ProxySpec { Listeners = [new ProxyListenerSpec { Name = "mine", Protocol = "tcp", Address = ":1" }] };
        var with = Compile(Cluster with { Services = [Service("dns", Dns)] }, mine);

        var without = Compile(Cluster, with.Spec);

        Assert.Equal(mine.Listeners, without.Spec.Listeners);
        Assert.Equal(0, without.Spec.Routes.Count + without.Spec.Upstreams.Count);
    }

    [Fact]
    public void Compile_TheSameAgain_ChangesNothing()
    {
        var objects = Cluster with { Services = [Service("dns", Dns), Service("web", """{"type":"LoadBalancer","ports":[{"port":80,"nodePort":3}]}""")] };
        var first = Compile(objects);

        Assert.Empty(Reeve.Runtime.Proxies.Revisions.ProxyDiff.Between(first.Spec, Compile(objects with { Services = [.. objects.Services.Reverse()], Nodes = [.. objects.Nodes.Reverse()] }, first.Spec).Spec));
    }

    [Theory]
    [InlineData("""{"type":"ClusterIP","ports":[{"port":80}]}""")]
    [InlineData("""{"type":"LoadBalancer","loadBalancerClass":"other","ports":[{"port":80,"nodePort":1}]}""")]
    public void Service_NotMeant_IsNotLookedAt(string spec) => Assert.Empty(Compile(Cluster with { Services = [Service("a", spec)] }).Outcomes);

    [Theory]
    [InlineData("""{"type":"LoadBalancer","ports":[{"port":80,"protocol":"SCTP","nodePort":1}]}""", "Unsupported", false)]
    [InlineData("""{"type":"LoadBalancer","loadBalancerSourceRanges":["10.0.0.0/8","10.0.0.0/33"],"ports":[{"port":80,"nodePort":1}]}""", "Unsupported", false)]
    [InlineData("""{"type":"LoadBalancer","loadBalancerSourceRanges":["everybody"],"ports":[{"port":80,"nodePort":1}]}""", "Unsupported", false)]
    [InlineData("""{"type":"LoadBalancer","allocateLoadBalancerNodePorts":false,"ports":[{"port":80}]}""", "Unsupported", true)]
    [InlineData("""{"type":"LoadBalancer","externalTrafficPolicy":"Local","ports":[{"port":80,"nodePort":1}]}""", "BackendNotReady", true)]
    public void Service_ThatCannotBeServed_SaysWhy(string spec, string reason, bool isServed)
    {
        var plan = Compile(Cluster with { Services = [Service("a", spec)] });

        Assert.Equal((reason, isServed), (Assert.Single(plan.Outcomes["Service/ns/a"].Problems).Reason, plan.Outcomes["Service/ns/a"].IsServed));
        Assert.Empty(plan.Spec.Listeners);
    }

    [Fact]
    public void Service_SourceRanges_AreTheRoutesOwn()
    {
        var plan = Compile(Cluster with
        {
            Services = [Service("dns", """{"type":"LoadBalancer","loadBalancerSourceRanges":[" 10.1.2.3/8 ","10.0.0.0/8","192.0.2.77/27","2001:db8:1:2::3/33","0.0.0.0/0"],"ports":[{"port":53,"nodePort":1},{"port":53,"protocol":"UDP","nodePort":2}]}""")],
        });

        Assert.All(plan.Spec.Routes, route => Assert.Equal(["10.0.0.0/8", "192.0.2.64/27", "2001:db8::/33", "0.0.0.0/0"], route.AllowedSources));
        Assert.Equal(2, plan.Spec.Routes.Count);
        Assert.Empty(plan.Outcomes["Service/ns/dns"].Problems);
        Assert.Empty(ProxySpecValidator.Validate(plan.Spec));
    }

    private static SourcePlan Compile(SourceObjects objects, ProxySpec? document = null, KubernetesSourceOptions? options = null) =>
        new SourceCompiler(options ?? Options).Compile(objects, document ?? new ProxySpec(), new Dictionary<string, SourceProblem>(), new HashSet<string>());
}
