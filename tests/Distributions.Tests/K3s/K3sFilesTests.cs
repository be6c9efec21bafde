using System.Runtime.InteropServices;
using Reeve.Distributions.Containerd;
using Reeve.Distributions.K3s;
using Reeve.Distributions.Versions;
using Xunit;

namespace Reeve.Distributions.Tests.K3s;

public sealed class K3sFilesTests
{
    [Fact]
    public void WriteConfiguration_OwnNetworkPlugin_TurnsFlannelOff() => Assert.Equal(
        """
        node-name: one
        write-kubeconfig-mode: "0600"
        cluster-domain: cluster.local
        cluster-cidr: "10.1.0.0/16"
        tls-san:
        - api.example.com
        disable:
        - traefik
        flannel-backend: none
        disable-network-policy: true

        """.ReplaceLineEndings("\n"), K3sFiles.WriteConfiguration(new K3sConfiguration
        {
            NodeName = "one", PodSubnets = ["10.1.0.0/16"], CertificateNames = ["api.example.com"], Disabled = ["traefik"], HasOwnNetworkPlugin = true,
        }));

    [Fact]
    public void WriteConfiguration_ServerThatJoins_NamesTheClusterAndWhatItJoinsBy() => Assert.Equal(
        """
        node-name: two
        write-kubeconfig-mode: "0600"
        cluster-domain: cluster.local
        node-ip: "10.0.0.2"
        node-taint:
        - "a:NoSchedule"
        server: "https://api:6443"
        token-file: /etc/rancher/k3s/token

        """.ReplaceLineEndings("\n"), K3sFiles.WriteConfiguration(new K3sConfiguration
        {
            NodeName = "two", NodeAddress = "10.0.0.2", NodeTaints = ["a:NoSchedule"], Server = "https://api:6443", TokenFile = K3sFiles.TokenPath,
        }));

    [Fact]
    public void WriteAgentConfiguration_Node_HasNothingOfServers() => Assert.Equal(
        "node-name: three\nserver: \"https://api:6443\"\ntoken-file: /etc/rancher/k3s/token\n", K3sFiles.WriteAgentConfiguration(new K3sAgentConfiguration
        {
            NodeName = "three", Server = "https://api:6443", TokenFile = K3sFiles.TokenPath,
        }));

    [Fact]
    public void WriteMemberUnit_TakenOutOfEtcd_DoesNotStartAgain()
    {
        Assert.Contains("[Unit]\n", K3sFiles.WriteMemberUnit("/k3s"), StringComparison.Ordinal);
        Assert.Contains("\nConditionPathExists=!/var/lib/rancher/k3s/server/db/etcd/tombstone\n", K3sFiles.WriteMemberUnit("/k3s"), StringComparison.Ordinal);
        Assert.DoesNotContain("Condition", K3sFiles.WriteUnit("/k3s"), StringComparison.Ordinal);
        Assert.Contains("EnvironmentFile=-/etc/systemd/system/k3s-agent.service.env\n", K3sFiles.WriteAgentUnit("/k3s"), StringComparison.Ordinal);
        Assert.Contains("ExecStart=/k3s agent\n", K3sFiles.WriteAgentUnit("/k3s"), StringComparison.Ordinal);
    }

    // As sha256sum(1) says of the file.
    [Fact]
    public void Token_OfAnAuthority_PinsItsFile() => Assert.Equal(
        "K107cc358aa45100f42d57b76e9b235253bfc6fc830b3e45858d2bc473657aae3f7::", K3sToken.Prefix(K3sToken.HashOf("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")));

    [Fact]
    public void WriteRegistries_Credentials_AreThere() => Assert.Equal(
        """
        mirrors:
          "r:5000":
            endpoint:
            - https://mirror
        configs:
          "r:5000":
            auth:
              username: u
              password: "p: #x"
            tls:
              insecure_skip_verify: true

        """.ReplaceLineEndings("\n"), K3sFiles.WriteRegistries([new RegistryHost { Name = "r:5000", Endpoints = ["https://mirror"], Username = "u", Password = "p: #x", SkipVerification = true }]));

    [Fact]
    public void Locate_Version_IsEscaped() => Assert.Equal(
        "https://github.com/k3s-io/k3s/releases/download/v1.30.2%2Bk3s1/k3s-arm64",
        K3sRelease.Locate(KubernetesVersion.Parse("1.30.2+k3s1"), K3sRelease.Program(Architecture.Arm64)).AbsoluteUri);

    [Fact]
    public void Locate_WithoutBuild_SaysWhatIsMissing() => Assert.Contains(
        "1.30.2+k3s1", Assert.Throws<ProviderException>(() => K3sRelease.Locate(KubernetesVersion.Parse("1.30.2"), "k3s")).Message, StringComparison.Ordinal);

    [Fact]
    public void FindChecksum_File_IsFoundByItsWholeName()
    {
        var sum = new string('a', 64);
        var checksums = $"{new string('b', 64)}  k3s-airgap-images-amd64.tar\n{sum.ToUpperInvariant()} *k3s\nxyz  k3s-arm64\n";

        Assert.Equal(sum, K3sRelease.FindChecksum(checksums, "k3s"));
        Assert.Null(K3sRelease.FindChecksum(checksums, "k3s-arm64"));
        Assert.Null(K3sRelease.FindChecksum(checksums, "airgap"));
    }

    [Fact]
    public void WriteUnit_StoppingIt_LeavesTheContainers() => Assert.Contains("KillMode=process\n", K3sFiles.WriteUnit("/usr/local/bin/k3s"), StringComparison.Ordinal);
}
