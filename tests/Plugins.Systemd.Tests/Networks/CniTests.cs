using System.Text.Json.Nodes;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Networks;
using Reeve.Plugins.Systemd.Networks.Cni;

namespace Reeve.Plugins.Systemd.Tests.Networks;

public sealed class CniTests
{
    private static readonly CniRequest Request = new()
    {
        ContainerId = "a", Namespace = "/run/a", Capabilities = new JsonObject { ["portMappings"] = new JsonArray(1), ["bandwidth"] = new JsonObject() },
    };

    [Theory]
    [InlineData("[]", "not an object")]
    [InlineData("{", "")]
    [InlineData("""{"name":"a","plugins":[{"type":"x"}]}""", "cniVersion")]
    [InlineData("""{"cniVersion":"0.2.0","name":"a","plugins":[{"type":"x"}]}""", "0.2.0")]
    [InlineData("""{"cniVersion":"1.0.0","plugins":[{"type":"x"}]}""", "name")]
    [InlineData("""{"cniVersion":"1.0.0","name":"a","plugins":[]}""", "plugins")]
    [InlineData("""{"cniVersion":"1.0.0","name":"a","plugins":[{"type":"../../bin/sh"}]}""", "type")]
    public void Parse_NoList_SaysWhy(string json, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => CniList.Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"cniVersion":"0.3.1","name":"a","plugins":[{"type":"x"}]}""", false)]
    [InlineData("""{"cniVersion":"0.4.0","name":"a","plugins":[{"type":"x"}]}""", true)]
    [InlineData("""{"cniVersion":"1.0.0","name":"a","disableCheck":true,"plugins":[{"type":"x"}]}""", false)]
    public void CanCheck_ByVersionAndWish(string json, bool can) => Assert.Equal(can, CniList.Parse(json).CanCheck);

    [Fact]
    public void ConfigurationOf_Plugin_GivesItWhatItDeclares()
    {
        var list = CniList.Parse("""{"cniVersion":"1.0.0","name":"net","plugins":[{"type":"portmap","snat":true,"capabilities":{"portMappings":true,"bandwidth":false}}]}""");

        var given = CniRunner.ConfigurationOf(list, list.Plugins[0], Request, JsonNode.Parse("""{"ips":[]}"""));

        Assert.True(JsonNode.DeepEquals(given, JsonNode.Parse(
            """{"cniVersion":"1.0.0","name":"net","type":"portmap","snat":true,"runtimeConfig":{"portMappings":[1]},"prevResult":{"ips":[]}}""")), given.ToJsonString());
    }

    [Fact]
    public void AddressesOf_Result_AreThoseInside()
    {
        var result = JsonNode.Parse("""
            {"interfaces":[{"name":"br"},{"name":"eth0","sandbox":"/run/a"}],
             "ips":[{"address":"10.0.0.1/24","interface":0},{"address":"10.0.0.5/24","interface":1},{"address":"fd00::5/64"}]}
            """);

        Assert.Equal(["10.0.0.5", "fd00::5"], CniResult.AddressesOf(result));
    }

    [Fact]
    public void Of_PortsAndAnnotations_AreCapabilities()
    {
        var pod = new Pod
        {
            Metadata = new ObjectMeta { Annotations = new Dictionary<string, string> { ["kubernetes.io/ingress-bandwidth"] = "1M" } },
            Spec = new PodSpec { Containers = [new Container { Name = "a", Ports = [new ContainerPort { Port = 80 }, new ContainerPort { Port = 53, HostPort = 5353, Protocol = "UDP", HostIP = "127.0.0.1" }] }] },
        };

        Assert.True(JsonNode.DeepEquals(PodDemands.Of(pod), JsonNode.Parse("""
            {"portMappings":[{"hostPort":5353,"containerPort":53,"protocol":"udp","hostIP":"127.0.0.1"}],
             "bandwidth":{"ingressRate":1000000,"ingressBurst":2147483647}}
            """)), PodDemands.Of(pod).ToJsonString());
    }
}
