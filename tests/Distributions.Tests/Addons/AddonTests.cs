using Reeve.Clusters;
using Reeve.Distributions.Addons;
using Xunit;

namespace Reeve.Distributions.Tests.Addons;

public sealed class AddonTests
{
    private const string Flannel = """
        kind: ConfigMap
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
        var fitted = PodSubnetManifest.Fit(Flannel, ["10.1.0.0/16", "2001:db8::/64"]);

        Assert.Contains("    {\"Network\":\"10.1.0.0/16\",\"Backend\":{\"Type\":\"vxlan\"},\"EnableIPv4\":true,\"IPv6Network\":\"2001:db8::/64\",\"EnableIPv6\":true}", fitted, StringComparison.Ordinal);
        Assert.Contains("{ \"name\": \"cbr0\" }", fitted, StringComparison.Ordinal);
        Assert.EndsWith("metadata:\n  name: kube-flannel-cfg", fitted.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OtherManifest_StaysAsItIs() => Assert.Equal("kind: DaemonSet\n", PodSubnetManifest.Fit("kind: DaemonSet\n", ["10.1.0.0/16"]));
}
