using Reeve.Plugins.Kubeadm.Steps.Backup;

namespace Reeve.Plugins.Kubeadm.Tests.Steps.Backup;

public sealed class EtcdManifestTests
{
    [Theory]
    [InlineData("k8s.gcr.io/etcd:3.4.13-0", "etcdctl")]
    [InlineData("registry.example.com:5000/etcd:3.5.15-0", "etcdctl")]
    [InlineData("registry.k8s.io/etcd:3.6.4-0", "etcdutl")]
    [InlineData("registry.k8s.io/etcd:v3.10.0", "etcdutl")]
    public void Parse_OfKubeadmsManifest_SaysWhatRestoringNeeds(string image, string program)
    {
        var manifest = EtcdManifest.Parse($"""
            spec:
              containers:
              - command:
                - etcd
                - --advertise-client-urls=https://10.0.0.1:2379
                - --data-dir=/var/lib/etcd
                - --initial-advertise-peer-urls=https://10.0.0.1:2380
                - --initial-cluster=node=https://10.0.0.1:2380
                - --name=node
                image: {image}
            """);

        Assert.Equal(
            new EtcdManifest { Image = image, Name = "node", DataDirectory = "/var/lib/etcd", PeerUrls = "https://10.0.0.1:2380", Cluster = "node=https://10.0.0.1:2380" }, manifest);
        Assert.Equal(program, manifest.RestoreProgram);
    }

    [Fact]
    public void Parse_OfAnother_SaysWhatIsMissing()
    {
        var error = Assert.Throws<ProviderException>(() => EtcdManifest.Parse("image: etcd:3.5.0\n"));

        Assert.Equal(ErrorReason.Invalid, error.Reason);
        Assert.Contains("--name", error.Message, StringComparison.Ordinal);
    }
}
