using Reeve.Distributions.Kubeadm;
using Reeve.Distributions.Versions;
using Xunit;

namespace Reeve.Distributions.Tests.Kubeadm;

public sealed class KubeadmFileTests
{
    private static readonly KubeadmConfiguration s_configuration = new()
    {
        Version = KubernetesVersion.Parse("1.20.2"),
        NodeName = "true", // a name that YAML would take for something else
        AdvertiseAddress = "10.9.0.1",
        PodSubnets = ["100.100.0.0/16", "2001:db8:1::/112"],
        ServiceSubnets = ["100.101.0.0/16", "2001:db8:2::/112"],
        CertificateNames = ["34.66.72.135", "api.example.com"],
        EtcdDataDirectory = "/data/etcd",
        ExtraArguments = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["apiServer"] = new Dictionary<string, string> { ["profiling"] = "false", ["audit-log-maxage"] = "30" },
        },
        Kubelet = new Dictionary<string, object> { ["failSwapOn"] = false },
    };

    [Theory]
    [InlineData("1.15.0", KubeadmApiVersion.V1Beta2)]
    [InlineData("1.21.14", KubeadmApiVersion.V1Beta2)]
    [InlineData("1.22.0", KubeadmApiVersion.V1Beta3)]
    [InlineData("1.30.9", KubeadmApiVersion.V1Beta3)]
    [InlineData("1.31.0", KubeadmApiVersion.V1Beta4)]
    [InlineData("1.37.0", KubeadmApiVersion.V1Beta4)]
    public void For_Version_IsTheShapeThatItReads(string version, KubeadmApiVersion expected) =>
        Assert.Equal(expected, KubeadmApiVersions.For(KubernetesVersion.Parse(version)));

    [Fact]
    public void For_TooOld_IsRefused() =>
        Assert.Equal(ErrorReason.Unsupported, Assert.Throws<ProviderException>(() => KubeadmApiVersions.For(KubernetesVersion.Parse("1.14.9"))).Reason);

    [Fact]
    public void Write_Version1Beta2_HasArgumentsAsAMapping() => Assert.Equal(
        """
        apiVersion: kubeadm.k8s.io/v1beta2
        kind: InitConfiguration
        localAPIEndpoint:
          advertiseAddress: "10.9.0.1"
          bindPort: 6443
        nodeRegistration:
          name: "true"
          criSocket: unix:///run/containerd/containerd.sock
          taints: []
        ---
        apiVersion: kubeadm.k8s.io/v1beta2
        kind: ClusterConfiguration
        clusterName: kubernetes
        kubernetesVersion: v1.20.2
        networking:
          dnsDomain: cluster.local
          podSubnet: "100.100.0.0/16,2001:db8:1::/112"
          serviceSubnet: "100.101.0.0/16,2001:db8:2::/112"
        apiServer:
          certSANs:
          - "34.66.72.135"
          - api.example.com
          extraArgs:
            audit-log-maxage: "30"
            profiling: "false"
        etcd:
          local:
            dataDir: /data/etcd
        ---
        apiVersion: kubelet.config.k8s.io/v1beta1
        kind: KubeletConfiguration
        cgroupDriver: systemd
        failSwapOn: false

        """.ReplaceLineEndings("\n"), KubeadmFile.Write(s_configuration));

    [Fact]
    public void Write_Version1Beta4_HasArgumentsAsAList() => Assert.Contains(
        """
          extraArgs:
          - name: audit-log-maxage
            value: "30"
          - name: profiling
            value: "false"
        """.ReplaceLineEndings("\n"), KubeadmFile.Write(s_configuration with { Version = KubernetesVersion.Parse("1.34.1") }), StringComparison.Ordinal);
}
