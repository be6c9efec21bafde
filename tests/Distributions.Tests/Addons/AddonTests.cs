using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Distributions.Addons;
using Xunit;

namespace Reeve.Distributions.Tests.Addons;

public sealed class AddonTests
{
    private const string Flannel = """
        kind: ConfigMap
        apiVersion: v1
        data:
          cni-conf.json: |
            { "name": "cbr0" }
          net-conf.json: |
            {
              "Network": "10.244.0.0/16",
              "Backend": { "Type": "vxlan" }
            }
        metadata:
          name: kube-flannel-cfg
        """;

    [Theory]
    [InlineData("flannel", "1.53.1", "https://github.com/flannel-io/flannel/releases/download/v1.53.1/kube-flannel.yml")]
    [InlineData("Calico", "v3.25.1", "https://raw.githubusercontent.com/projectcalico/calico/v3.25.1/manifests/calico.yaml")]
    public void LocateNetwork_Known_IsItsManifest(string name, string version, string expected) =>
        Assert.Equal(expected, AddonManifests.LocateNetwork(new ClusterAddon { Name = name, Version = version }));

    [Fact]
    public void LocateNetwork_OwnManifest_GoesFirst() =>
        Assert.Equal("/opt/net.yaml", AddonManifests.LocateNetwork(new ClusterAddon { Name = "mine", Manifest = "/opt/net.yaml" }));

    [Theory]
    [InlineData("weave", "1.0.0", "flannel, calico, antrea")]
    [InlineData("flannel", "", "is no version")]
    [InlineData("flannel", "1/../../x", "is no version")]
    public void LocateNetwork_Unknown_SaysWhatIs(string name, string version, string expected) => Assert.Contains(
        expected, Assert.Throws<ProviderException>(() => AddonManifests.LocateNetwork(new ClusterAddon { Name = name, Version = version })).Message, StringComparison.Ordinal);

    [Fact]
    public void Fit_Flannel_HasThePodsSubnets()
    {
        var objects = ManifestObjects.Read(Flannel);

        PodSubnetManifest.Fit(objects, ["10.1.0.0/16", "2001:db8::/64"]);

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"Network": "10.1.0.0/16", "Backend": {"Type": "vxlan"}, "EnableIPv4": true, "IPv6Network": "2001:db8::/64", "EnableIPv6": true}"""),
            JsonNode.Parse((string)objects[0]["data"]!["net-conf.json"]!)));
        Assert.Equal("{ \"name\": \"cbr0\" }\n", (string?)objects[0]["data"]!["cni-conf.json"]);
    }

    [Fact]
    public void Fit_FlannelOfIPv6Alone_HasNoOtherNetwork()
    {
        var objects = ManifestObjects.Read(Flannel);

        PodSubnetManifest.Fit(objects, ["2001:db8::/64"]);

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"Backend": {"Type": "vxlan"}, "EnableIPv4": false, "IPv6Network": "2001:db8::/64", "EnableIPv6": true}"""),
            JsonNode.Parse((string)objects[0]["data"]!["net-conf.json"]!)));
    }

    [Fact]
    public void Fit_Calico_HasThePodsSubnetsInItsEnvironment()
    {
        var objects = ManifestObjects.Read("""
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: calico-node, namespace: kube-system}
            spec:
              template:
                spec:
                  containers:
                  - name: calico-node
                    env:
                    - {name: CALICO_IPV4POOL_CIDR, value: 192.168.0.0/16}
                    - {name: IP, value: autodetect}
            """);

        PodSubnetManifest.Fit(objects, ["10.1.0.0/16", "2001:db8::/64"]);

        var variables = objects[0]["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray().ToDictionary(variable => (string)variable!["name"]!, variable => (string)variable!["value"]!);
        Assert.Equal(("10.1.0.0/16", "2001:db8::/64", "autodetect"), (variables["CALICO_IPV4POOL_CIDR"], variables["CALICO_IPV6POOL_CIDR"], variables["IP6"]));
        Assert.Equal("autodetect", variables["IP"]);
    }

    [Fact]
    public void Fit_Cilium_WithAPoolOfItsOwn_HasThePodsSubnet()
    {
        var objects = ManifestObjects.Read("""{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "cilium-config"}, "data": {"ipam": "cluster-pool", "cluster-pool-ipv4-cidr": "10.0.0.0/8"}}""");

        PodSubnetManifest.Fit(objects, ["10.1.0.0/16"]);

        Assert.Equal(("10.1.0.0/16", "false"), ((string?)objects[0]["data"]!["cluster-pool-ipv4-cidr"], (string?)objects[0]["data"]!["enable-ipv6"]));
    }

    [Fact]
    public void Fit_FlannelWithoutJson_IsSaid() => Assert.Contains("net-conf.json", Assert.Throws<ProviderException>(() => PodSubnetManifest.Fit(
        ManifestObjects.Read("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {net-conf.json: nothing}}"), ["10.1.0.0/16"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Fit_OtherManifest_StaysAsItIs()
    {
        var objects = ManifestObjects.Read("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {Network: 10.244.0.0/16}}");

        PodSubnetManifest.Fit(objects, ["10.1.0.0/16"]);

        Assert.Equal("10.244.0.0/16", (string?)objects[0]["data"]!["Network"]);
    }
}
