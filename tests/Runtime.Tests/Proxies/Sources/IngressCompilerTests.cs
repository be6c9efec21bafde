using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Sources;
using Reeve.Runtime.Proxies.Sources.Compiling;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;
using static Reeve.Runtime.Tests.Proxies.Sources.SourceFixtures;

namespace Reeve.Runtime.Tests.Proxies.Sources;

/// <summary>Ingresses in a proxy's document.</summary>
public sealed class IngressCompilerTests
{
    private const string Shop = """
        {"ingressClassName":"reeve","tls":[{"hosts":["shop.example.org"],"secretName":"shop"}],"rules":[{"host":"shop.example.org","http":{"paths":[
          {"path":"/api/","pathType":"Prefix","backend":{"service":{"name":"api","port":{"name":"http"}}}},{"pathType":"ImplementationSpecific","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}
        """;

    private static readonly (string Chain, string Key) Pair = MakePair();

    private static readonly SourceObjects Cluster = new()
    {
        Nodes = [Node("a", "10.0.0.1")],
        Services =
        [
            Service("api", """{"type":"NodePort","ports":[{"name":"http","port":8080,"nodePort":30001,"appProtocol":"https"}]}"""),
            Service("web", """{"type":"NodePort","ports":[{"port":80,"nodePort":30002}]}"""),
            Service("inner", """{"type":"ClusterIP","ports":[{"port":80}]}"""),
        ],
        Secrets = [Secret("shop", Pair.Chain, Pair.Key), Secret("bad", "x", "y")],
    };

    [Fact]
    public void Ingress_WithTls_RoutesOfBothPortsAndItsCertificate()
    {
        var plan = Compile(Cluster with { Ingresses = [Ingress("shop", Shop)] });

        Assert.Equal([("kube-http-80", "http", ":80"), ("kube-https-443", "https", ":443")], plan.Spec.Listeners.Select(one => (one.Name, one.Protocol, one.Address)));
        Assert.Equal(["/api", "/"], plan.Spec.Routes.Select(one => one.PathPrefix));
        Assert.All(plan.Spec.Routes, route => Assert.Equal((2, "shop.example.org", true, false), (route.Listeners.Count, route.Hosts.Single(), route.PreserveHost, route.StripPrefix)));
        Assert.Equal(["https://10.0.0.1:30001", "http://10.0.0.1:30002"], plan.Spec.Upstreams.Select(one => one.Members.Single().Address));
        var certificate = Assert.Single(plan.Spec.Certificates);
        Assert.Equal(("shop.example.org", Pair.Chain), (certificate.ServerNames.Single(), certificate.Chain));
        Assert.Empty(plan.Outcomes["Ingress/ns/shop"].Problems);
        Assert.Empty(ProxySpecValidator.Validate(plan.Spec));
    }

    [Fact]
    public void Ingress_Gone_LeavesNothingButWhatOthersUse()
    {
        var with = Compile(Cluster with { Ingresses = [Ingress("shop", Shop)] }).Spec;
        Assert.Equal(0, Count(Compile(Cluster, with).Spec));

        // A path that somebody else has put on the HTTPS listener keeps it.
        var mine = new ProxyRouteSpec { Name = "mine", Listeners = ["kube-https-443"], PathPrefix = "/mine", Response = new ProxyResponseSpec() };
        var left = Compile(Cluster, with with { Routes = [.. with.Routes, mine] }).Spec;
        Assert.Equal("kube-https-443", Assert.Single(left.Listeners).Name);
        Assert.Empty(ProxySpecValidator.Validate(left));
    }

    [Fact]
    public void Ingress_ListenersOfTheDocument_AreUsed()
    {
        var mine = new ProxySpec { Listeners = [new ProxyListenerSpec { Name = "web", Protocol = "http", Address = ":80" }, new ProxyListenerSpec { Name = "edge-https", Protocol = "https", Address = ":443" }] };
        var plan = Compile(Cluster with { Ingresses = [Ingress("a", """{"ingressClassName":"reeve","defaultBackend":{"service":{"name":"web","port":{"number":80}}}}""")] }, mine);

        Assert.Equal(mine.Listeners, plan.Spec.Listeners);
        Assert.Equal(["web", "edge-https"], Assert.Single(plan.Spec.Routes).Listeners);
    }

    [Fact]
    public void Ingress_PortSpeaksSomethingElse_IsNotServed()
    {
        var mine = new ProxySpec { Listeners = [new ProxyListenerSpec { Name = "raw", Protocol = "tcp", Address = ":80" }] };
        var outcome = Compile(Cluster with { Ingresses = [Ingress("shop", Shop.Replace("\"secretName\":\"shop\"", "\"secretName\":\"none\"", StringComparison.Ordinal))] }, mine).Outcomes["Ingress/ns/shop"];

        Assert.False(outcome.IsServed);
        Assert.Equal(["CertificateNotUsable", "Conflict"], outcome.Problems.Select(one => one.Reason));
    }

    [Fact]
    public void Ingresses_OfTheSamePath_TheOlderHasIt()
    {
        var plan = Compile(Cluster with
        {
            Ingresses =
            [
                Ingress("a-new", """{"ingressClassName":"reeve","rules":[{"http":{"paths":[{"path":"/x","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}},{"path":"/y","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}"""),
                Ingress("old", """{"ingressClassName":"reeve","rules":[{"http":{"paths":[{"path":"/x/","pathType":"Prefix","backend":{"service":{"name":"api","port":{"number":8080}}}}]}}]}""", age: 9),
            ],
        });

        Assert.Equal(["/x", "/y"], plan.Spec.Routes.Select(one => one.PathPrefix));
        Assert.Empty(plan.Outcomes["Ingress/ns/old"].Problems);
        Assert.Contains("ns/old", Assert.Single(plan.Outcomes["Ingress/ns/a-new"].Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "80", "BackendNotReady")]
    [InlineData("web", "81", "BackendNotReady")]
    [InlineData("inner", "80", "Unsupported")]
    public void Path_WithoutServers_Answers503AndSaysWhy(string service, string port, string reason)
    {
        var plan = Compile(Cluster with
        {
            Ingresses = [Ingress("a", $$$"""{"ingressClassName":"reeve","rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"{{{service}}}","port":{"number":{{{port}}} } } } }] } }] }""")],
        });

        Assert.Equal(503, Assert.Single(plan.Spec.Routes).Response!.Status);
        Assert.Equal(reason, Assert.Single(plan.Outcomes["Ingress/ns/a"].Problems).Reason);
    }

    [Theory]
    [InlineData("bad", "CertificateNotUsable")]
    [InlineData("none", "CertificateNotUsable")]
    public void Certificate_NotUsable_ClearTextIsServed(string secret, string reason)
    {
        var plan = Compile(Cluster with { Ingresses = [Ingress("shop", Shop.Replace("\"secretName\":\"shop\"", $"\"secretName\":\"{secret}\"", StringComparison.Ordinal))] });

        Assert.Equal("http", Assert.Single(plan.Spec.Listeners).Protocol);
        Assert.Equal(reason, Assert.Single(plan.Outcomes["Ingress/ns/shop"].Problems).Reason);
    }

    [Fact]
    public void Certificate_NameOfAnother_IsLeftToIt()
    {
        var mine = new ProxySpec { Certificates = [new ProxyCertificateSpec { ServerNames = ["shop.example.org"], ChainFile = "/c", KeyFile = "/k" }] };
        var plan = Compile(Cluster with { Ingresses = [Ingress("shop", Shop)] }, mine);

        Assert.Equal(mine.Certificates, plan.Spec.Certificates);
        Assert.Equal("Conflict", Assert.Single(plan.Outcomes["Ingress/ns/shop"].Problems).Reason);
    }

    [Fact]
    public void Path_Exact_IsServedBesideThePrefix()
    {
        const string Both = """
            {"ingressClassName":"reeve","rules":[{"http":{"paths":[{"path":"/a/","pathType":"Exact","backend":{"service":{"name":"web","port":{"number":80}}}},
             {"path":"/a/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}},{"path":"/a/","pathType":"Exact","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}
            """;
        var plan = Compile(Cluster with { Ingresses = [Ingress("shop", Both)] });

        Assert.Equal([("/a/", null), (null, "/a")], plan.Spec.Routes.Select(static route => (route.ExactPath, route.PathPrefix)));
        Assert.Equal("Conflict", Assert.Single(plan.Outcomes["Ingress/ns/shop"].Problems).Reason);
        Assert.Empty(ProxySpecValidator.Validate(plan.Spec));
    }

    [Fact]
    public void Path_ExactWhereTheProviderKnowsPrefixes_IsNotServedAsOne()
    {
        var objects = Cluster with { Ingresses = [Ingress("shop", Shop.Replace("\"Prefix\"", "\"Exact\"", StringComparison.Ordinal))] };
        var plan = new SourceCompiler(new KubernetesSourceOptions { Addresses = ["192.0.2.1"] }).Compile(
            objects, new ProxySpec(), new Dictionary<string, SourceProblem>(), new HashSet<string>(), new ProxyCapabilities());

        Assert.Equal("/", Assert.Single(plan.Spec.Routes).PathPrefix);
        Assert.Equal("Unsupported", Assert.Single(plan.Outcomes["Ingress/ns/shop"].Problems).Reason);
    }

    [Theory]
    [InlineData("""{"ingressClassName":"other"}""", false, false)]
    [InlineData("{}", false, false)]
    [InlineData("{}", true, true)]
    [InlineData("""{"ingressClassName":"reeve"}""", true, true)]
    public void Ingress_ByItsClass_IsMeant(string spec, bool withoutClass, bool expected) => Assert.Equal(
        expected, Compile(Cluster with { Ingresses = [Ingress("a", spec)] }, options: new KubernetesSourceOptions { Addresses = ["192.0.2.1"], IngressWithoutClass = withoutClass }).Outcomes.Count == 1);

    private static SourcePlan Compile(SourceObjects objects, ProxySpec? document = null, KubernetesSourceOptions? options = null) =>
        new SourceCompiler(options ?? new KubernetesSourceOptions { Addresses = ["192.0.2.1"] }).Compile(objects, document ?? new ProxySpec(), new Dictionary<string, SourceProblem>(), new HashSet<string>());

    private static int Count(ProxySpec spec) => spec.Listeners.Count + spec.Routes.Count + spec.Upstreams.Count + spec.Certificates.Count;

    private static (string Chain, string Key) MakePair()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=shop.example.org", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return (certificate.ExportCertificatePem(), key.ExportRSAPrivateKeyPem());
    }
}
