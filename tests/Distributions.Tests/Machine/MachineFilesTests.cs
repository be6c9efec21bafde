using FsCheck;
using FsCheck.Fluent;
using Reeve.Distributions.Machine;
using Reeve.Distributions.Versions;
using Xunit;

namespace Reeve.Distributions.Tests.Machine;

public sealed class MachineFilesTests
{
    [Fact]
    public void WithoutSwap_Lines_AreTurnedOffAndNothingElse() => Assert.Equal(
        "# swap\nUUID=1 / ext4 defaults 0 1\n#reeve:swap# /swapfile\tnone  swap sw 0 0\n#/old none swap sw 0 0\n",
        Fstab.WithoutSwap("# swap\nUUID=1 / ext4 defaults 0 1\n/swapfile\tnone  swap sw 0 0\n#/old none swap sw 0 0\n"));

    [Fact]
    public void WithSwap_AfterWithoutSwap_IsTheSameFile()
    {
        var files = Gen.Elements("/dev/sda1 none swap sw 0 0", "UUID=1 / ext4 defaults 0 1", "", "# c", "\t", "a b", "/x /swap ext4", "\r").ListOf().Select(lines => string.Join('\n', lines));
        Prop.ForAll(files.ToArbitrary(), file => Fstab.WithSwap(Fstab.WithoutSwap(file)) == file && Fstab.WithoutSwap(Fstab.WithoutSwap(file)) == Fstab.WithoutSwap(file)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("net.ipv4.ip_forward", "/proc/sys/net/ipv4/ip_forward")]
    [InlineData("net.ipv4.conf.eth0/1.forwarding", "/proc/sys/net/ipv4/conf/eth0.1/forwarding")]
    public void PathOf_Parameter_IsItsFile(string parameter, string expected) => Assert.Equal(expected, KernelFiles.PathOf(parameter));

    [Theory]
    [InlineData("net...shadow")]
    [InlineData("")]
    [InlineData("net.//.x")]
    public void PathOf_ElsewhereLeading_IsRefused(string parameter) => Assert.Throws<ProviderException>(() => KernelFiles.PathOf(parameter));

    [Fact]
    public void Parameters_DualStack_ForwardIpv6Too() => Assert.Equal(
        "net.bridge.bridge-nf-call-ip6tables = 1\nnet.bridge.bridge-nf-call-iptables = 1\nnet.ipv4.ip_forward = 1\nnet.ipv6.conf.all.forwarding = 1\n",
        KernelFiles.WriteParameters(KernelFiles.Parameters(dualStack: true)));

    [Fact]
    public void AptRepository_Release_IsItsOwn()
    {
        var version = KubernetesVersion.Parse("1.30.2");
        Assert.Equal("Types: deb\nURIs: https://pkgs.k8s.io/core:/stable:/v1.30/deb/\nSuites: /\nSigned-By: /etc/apt/keyrings/reeve-kubernetes.asc\n", AptRepository.Write(version));
        Assert.Equal("https://pkgs.k8s.io/core:/stable:/v1.30/deb/Release.key", AptRepository.LocateKey(version).AbsoluteUri);
        Assert.Equal("kubelet=1.30.2-*", AptRepository.Pin("kubelet", version));
    }

    [Fact]
    public void KubeletUnit_DropIn_ReplacesTheCommand() =>
        Assert.Contains("ExecStart=\nExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS", KubeletUnit.WriteDropIn("/usr/bin/kubelet"), StringComparison.Ordinal);
}
