using Reeve.Kubernetes;
using Reeve.Runtime.Manifests.Defaults;

namespace Reeve.Runtime.Tests.Manifests.Defaults;

public class PodDefaulterTests
{
    [Fact]
    public void Apply_BarePod_HasTheDefaultsOfTheApi()
    {
        var pod = PodDefaulter.Apply(Pod("""{"containers":[{"name":"a","image":"nginx"}]}"""));

        Assert.Equal(
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default"},"spec":{"containers":[{"name":"a","image":"nginx","terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"Always"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler","enableServiceLinks":true}}
            """.Trim(),
            KubernetesJson.Serialize(pod));
    }

    [Theory]
    [InlineData("nginx", "Always")]
    [InlineData("nginx:latest", "Always")]
    [InlineData("registry:5000/nginx", "Always")]
    [InlineData("nginx:1.27", "IfNotPresent")]
    [InlineData("registry:5000/nginx:1.27", "IfNotPresent")]
    [InlineData("nginx@sha256:0123", "IfNotPresent")]
    [InlineData("host:/bin/sh", "IfNotPresent")]
    [InlineData("/bin/sh", "IfNotPresent")]
    public void Apply_Image_PullPolicyByTag(string image, string policy) =>
        Assert.Equal(policy, Container($$"""{"name":"a","image":"{{image}}"}""").ImagePullPolicy);

    [Fact]
    public void Apply_Probe_Defaults()
    {
        var probe = Container("""{"name":"a","livenessProbe":{"httpGet":{"port":80},"periodSeconds":0,"failureThreshold":7}}""").LivenessProbe!;

        Assert.Equal((1, 10, 1, 7), (probe.TimeoutSeconds, probe.PeriodSeconds, probe.SuccessThreshold, probe.FailureThreshold));
        Assert.Equal(("/", "HTTP"), (probe.HttpGet!.Path, probe.HttpGet.Scheme));
    }

    [Fact]
    public void Apply_Hook_HttpDefaults() =>
        Assert.Equal("HTTP", Container("""{"name":"a","lifecycle":{"preStop":{"httpGet":{"port":80}}}}""").Lifecycle!.PreStop!.HttpGet!.Scheme);

    [Fact]
    public void Apply_Limits_AreRequestsToo()
    {
        var resources = Container("""{"name":"a","resources":{"limits":{"cpu":"2","memory":"1Gi"},"requests":{"cpu":"1"}}}""").Resources;

        Assert.Equal((Quantity.Parse("1"), Quantity.Parse("1Gi")), (resources.Requests["cpu"], resources.Requests["memory"]));
    }

    [Fact]
    public void Apply_PodLimits_RequestsAreThoseOfContainersOrTheLimits()
    {
        var spec = PodDefaulter.Apply(Pod("""
            {"resources":{"limits":{"cpu":"4","memory":"4Gi"}},
             "initContainers":[{"name":"s","restartPolicy":"Always","resources":{"requests":{"cpu":"1"}}},{"name":"i","resources":{"requests":{"cpu":"3"}}}],
             "containers":[{"name":"a","resources":{"requests":{"cpu":"1"}}},{"name":"b","resources":{"requests":{"cpu":"1"}}}]}
            """)).Spec;

        Assert.Equal((Quantity.Parse("4"), Quantity.Parse("4Gi")), (spec.Resources!.Requests["cpu"], spec.Resources.Requests["memory"]));
    }

    [Fact]
    public void Apply_HostNetwork_PortsAreTheHosts()
    {
        var pod = PodDefaulter.Apply(Pod("""{"hostNetwork":true,"containers":[{"name":"a","ports":[{"containerPort":80},{"containerPort":81,"hostPort":81,"protocol":"UDP"}]}]}"""));

        Assert.Equal([(80, "TCP"), (81, "UDP")], pod.Spec.Containers[0].Ports.Select(static p => (p.HostPort!.Value, p.Protocol!)));
    }

    [Theory]
    [InlineData("""{"name":"v"}""", """{"name":"v","emptyDir":{}}""")]
    [InlineData("""{"name":"v","secret":{"secretName":"s"}}""", """{"name":"v","secret":{"secretName":"s","defaultMode":420}}""")]
    [InlineData("""{"name":"v","configMap":{"name":"c","defaultMode":256}}""", """{"name":"v","configMap":{"name":"c","defaultMode":256}}""")]
    [InlineData("""{"name":"v","hostPath":{"path":"/x"}}""", """{"name":"v","hostPath":{"path":"/x","type":""}}""")]
    [InlineData("""{"name":"v","image":{"reference":"a:1"}}""", """{"name":"v","image":{"reference":"a:1","pullPolicy":"IfNotPresent"}}""")]
    [InlineData(
        """{"name":"v","downwardAPI":{"items":[{"path":"p","fieldRef":{"fieldPath":"metadata.name"}}]}}""",
        """{"name":"v","downwardAPI":{"items":[{"path":"p","fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}],"defaultMode":420}}""")]
    [InlineData(
        """{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}""",
        """{"name":"v","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":3600,"path":"t"}}],"defaultMode":420}}""")]
    public void Apply_Volume_Defaults(string volume, string expected)
    {
        var spec = PodDefaulter.Apply(Pod($$"""{"containers":[],"volumes":[{{volume}}]}""")).Spec;

        var json = KubernetesJson.Serialize(spec);
        Assert.Contains($"\"volumes\":[{expected}]", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_FieldReference_NamesTheVersion() => Assert.Equal(
        "v1",
        Container("""{"name":"a","env":[{"name":"N","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]}""").Env[0].ValueFrom!.FieldRef!.ApiVersion);

    [Fact]
    public void Apply_GivenValues_Stay()
    {
        var spec = PodDefaulter.Apply(Pod("""{"containers":[],"restartPolicy":"Never","terminationGracePeriodSeconds":0,"enableServiceLinks":false,"dnsPolicy":"Default","serviceAccount":"me"}""")).Spec;

        Assert.Equal(("Never", 0L, false, "Default", "me"), (spec.RestartPolicy!, spec.TerminationGracePeriodSeconds!.Value, spec.EnableServiceLinks!.Value, spec.DnsPolicy!, spec.ServiceAccountName!));
    }

    [Fact]
    public void Apply_Twice_ChangesNothing()
    {
        var once = PodDefaulter.Apply(Pod("""
            {"hostNetwork":true,"volumes":[{"name":"v"},{"name":"w","secret":{"secretName":"s"}}],
             "containers":[{"name":"a","image":"x","ports":[{"containerPort":1}],"startupProbe":{"grpc":{"port":5}},"resources":{"limits":{"cpu":"1"}}}]}
            """));

        Assert.Equal(KubernetesJson.Serialize(once), KubernetesJson.Serialize(PodDefaulter.Apply(once)));
    }

    private static Container Container(string json) => PodDefaulter.Apply(Pod($$"""{"containers":[{{json}}]}""")).Spec.Containers[0];

    private static Pod Pod(string spec) => KubernetesJson.Deserialize<Pod>($$"""{"metadata":{"name":"p"},"spec":{{spec}}}""");
}
