using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Clusters.Manifests;
using Reeve.Host.Rendering;

namespace Reeve.Host.Tests.Clusters.Manifests;

public sealed class ReadmeShapeTests
{
    [Fact]
    public void Of_ClusterWithEverything_ReadsBackAsTheSame()
    {
        var spec = new SpecDocument
        {
            ClusterType = "kubeadm",
            ClusterName = "Edge",
            Version = "v1.30",
            DisableWorkloads = true,
            Networking = new NetworkingDocument
            {
                PodSubnet = "10.244.0.0/16,fd00::/64", SvcSubnet = "10.245.0.0/16", CniManifestUrl = "https://example.org/cni.yaml",
                ClusterCni = new AddonDocument { Name = "cilium", Version = "1.16" }, Cilium = new CiliumDocument { CliVersion = "v0.16", InstallKubeProxy = true },
            },
            Storage = new StorageDocument { ClusterCsi = new AddonDocument { Name = "local-path-storage", Version = "v0.0.24" } },
            ApiServer = new ApiServerDocument { CertSans = ["a.example.org", "10.0.0.1"] },
            ExtraArgs = new() { ["v"] = "4" },
            ClusterRuntime = new RuntimeDocument { CustomiseClusterRuntime = true, ClusterCri = new RegistryDocument { PrivateRegistryFqdn = "r", CertFiles = ["/c"] } },
            Provider = JsonSerializer.Deserialize<JsonElement>("""{"a":[1]}"""),
        };
        using var text = new StringWriter { NewLine = "\n" };
        Documents.Write(
            ReadmeShape.Of(new ClusterDocument { Metadata = new MetadataDocument { Name = "edge" }, Spec = spec, Status = new StatusDocument { Phase = "Provisioned" } }),
            ReadmeJson.Default.ReadmeCluster,
            OutputFormat.Yaml,
            text);

        var back = Assert.Single(ClusterManifestReader.Read(text.ToString(), "f"));
        Assert.Equal("edge", back.Name);
        Assert.Equal(JsonSerializer.Serialize(spec, ApiJson.Body.SpecDocument), JsonSerializer.Serialize(back.Spec, ApiJson.Body.SpecDocument));
    }

    [Fact]
    public void Of_ShortForm_BecomesTypeAndVersion()
    {
        var shape = ReadmeShape.Of(new ClusterDocument { Spec = new SpecDocument { Networking = new NetworkingDocument { CniName = "calico", CniVersion = "v3" } } });
        Assert.Equal(new ReadmeAddon { Type = "calico", Version = "v3" }, shape.Spec!.ClusterParameters!.Cni);
    }

    [Theory]
    [InlineData("NotInitialised", null, "not initialized")]
    [InlineData("Deleted", null, "not initialized")]
    [InlineData("Provisioning", null, "provisioning")]
    [InlineData("Upgrading", true, "provisioning")]
    [InlineData("Deleting", null, "provisioning")]
    [InlineData("KubeConfigResetting", null, "provisioning")]
    [InlineData("Unknown", null, "provisioning")]
    [InlineData("Provisioned", null, "provisioned")]
    [InlineData("Provisioned", true, "disabled")]
    [InlineData("Failed", true, "failed")]
    public void Of_Phase_IsOneOfFiveStates(string phase, bool? unschedulable, string expected) => Assert.Equal(
        expected, ReadmeShape.Of(new ClusterDocument { Status = new StatusDocument { Phase = phase, Unschedulable = unschedulable } }).Status!.CurrentStatus);
}
