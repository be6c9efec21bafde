using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.K3s;

namespace Reeve.Plugins.Kubeadm.Tests.K3s;

public sealed class K3sSpecsTests
{
    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"source": {"url": "https://mirror.example.com/k3s", "sha256": "0000000000000000000000000000000000000000000000000000000000000000"}}""", "")]
    [InlineData("""{"source": {"url": "http://mirror.example.com/k3s"}}""", "spec.provider.source.url")]
    [InlineData("""{"source": {"url": "https://mirror", "directory": "/media"}}""", "spec.provider.source")]
    [InlineData("""{"source": {"sha256": "abc"}}""", "spec.provider.source.sha256")]
    [InlineData("""{"dataDirectory": "/"}""", "spec.provider.dataDirectory")]
    [InlineData("""{"dataDirectory": "/data"}""", "spec.provider.dataDirectory")]
    [InlineData("""{"dataDirectory": "/data/../etc/x"}""", "spec.provider.dataDirectory")]
    [InlineData("""{"program": "k3s"}""", "spec.provider.program")]
    [InlineData("""{"links": ["../../x"]}""", "spec.provider.links")]
    [InlineData("""{"settings": {"token": "t"}}""", "spec.provider.settings")]
    [InlineData("""{"settings": {"--debug": "true"}}""", "spec.provider.settings")]
    [InlineData("""{"extraArguments": {"proxy": {}}}""", "spec.provider.extraArguments")]
    [InlineData("""{"environment": {"A": "x\ny"}}""", "spec.provider.environment")]
    [InlineData("""{"disable": 7}""", "spec.provider")]
    public void Validate_OwnPart_NamesTheField(string provider, string expected)
    {
        using var own = JsonDocument.Parse(provider);

        Assert.Equal(expected, string.Join(',', K3sSpecs.Validate(Spec(own.RootElement)).Select(error => error.Field)));
    }

    [Theory]
    [InlineData("1.30.2+k3s1", null)]
    [InlineData("v1.30.2+k3s1", null)]
    [InlineData("1.30.2", "1.30.2+k3s1")]
    [InlineData("latest", "must be a version")]
    public void ValidateVersion_Text_NeedsItsBuild(string version, string? expected)
    {
        var error = K3sSpecs.ValidateVersion(version);

        Assert.True(expected is null ? error is null : error!.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_Addons_AreKnownOrHaveAManifest()
    {
        var spec = Spec(default) with
        {
            Networking = new ClusterNetworking { Cni = new ClusterAddon { Name = "weave", Version = "1.0.0" } },
            Storage = new ClusterAddon { Name = "mine", Manifest = "http://example.com/x.yaml" },
        };

        Assert.Equal(["spec.networking.clusterCni", "spec.storage.clusterCsi"], K3sSpecs.Validate(spec).Select(error => error.Field));
        Assert.Empty(K3sSpecs.Validate(spec with { Networking = new ClusterNetworking { Cni = new ClusterAddon { Name = "cilium", Version = "1.15.1" } }, Storage = null }));
    }

    private static ClusterSpec Spec(JsonElement provider) => new() { Id = ClusterDriver.Cluster, Version = "1.30.2+k3s1", Provider = provider };
}
