using Reeve.Distributions.Containerd;
using Xunit;

namespace Reeve.Distributions.Tests.Containerd;

public sealed class ContainerdFileTests
{
    [Theory]
    [InlineData("1.6.20~ds1", 2)]
    [InlineData("v1.7.0", 2)]
    [InlineData("2.0.0", 3)]
    [InlineData("2.2.9", 3)]
    [InlineData("2.3.0-rc.1", 4)]
    [InlineData("3.0.0", 4)]
    public void SchemaFor_Version_IsTheOneThatItWrites(string version, int expected) => Assert.Equal(expected, ContainerdFile.SchemaFor(version));

    [Theory]
    [InlineData("1.2.0")]
    [InlineData("")]
    [InlineData("git")]
    public void SchemaFor_Unknown_IsRefused(string version) =>
        Assert.Equal(ErrorReason.Unsupported, Assert.Throws<ProviderException>(() => ContainerdFile.SchemaFor(version)).Reason);

    [Fact]
    public void Write_Version1_HasOnePlugin() => Assert.Equal(
        """
        version = 2
        root = "/data/a \"b\""

        [plugins."io.containerd.grpc.v1.cri"]
        sandbox_image = "k8s.gcr.io/pause:3.2"
        restrict_oom_score_adj = true

        [plugins."io.containerd.grpc.v1.cri".registry]
        config_path = "/etc/containerd/certs.d"

        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
        runtime_type = "io.containerd.runc.v2"

        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = true

        """.ReplaceLineEndings("\n"),
        ContainerdFile.Write(new ContainerdConfiguration
        {
            Version = "1.6.20", Root = "/data/a \"b\"", SandboxImage = "k8s.gcr.io/pause:3.2", RestrictOomScoreAdjustment = true,
        }));

    [Fact]
    public void Write_Version2_HasImagesAndRuntimeApart()
    {
        var file = ContainerdFile.Write(new ContainerdConfiguration { Version = "2.1.0", SandboxImage = "registry.k8s.io/pause:3.10", SystemdCgroup = false });

        Assert.StartsWith("version = 3\n", file, StringComparison.Ordinal);
        Assert.Contains("[plugins.\"io.containerd.cri.v1.images\".pinned_images]\nsandbox = \"registry.k8s.io/pause:3.10\"\n", file, StringComparison.Ordinal);
        Assert.Contains("[plugins.\"io.containerd.cri.v1.runtime\".containerd.runtimes.runc.options]\nSystemdCgroup = false\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteHosts_RegistryWithMirror_HasCredentialsAndAuthorities()
    {
        var host = new RegistryHost { Name = "registry.example.com:5000", Endpoints = ["https://mirror"], CertificateFiles = ["/etc/ca.crt"], Username = "u", Password = "p", SkipVerification = true };

        Assert.Equal("registry.example.com:5000/hosts.toml", RegistryHostFile.PathOf(host));
        Assert.Equal(
            """
            server = "https://registry.example.com:5000"

            [host."https://mirror"]
            capabilities = ["pull", "resolve"]
            skip_verify = true
            ca = ["/etc/ca.crt"]
            [host."https://mirror".header]
            authorization = "Basic dTpw"

            """.ReplaceLineEndings("\n"), RegistryHostFile.Write(host));
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("user@host")]
    public void PathOf_NameThatLeadsElsewhere_IsRefused(string name) =>
        Assert.Throws<ProviderException>(() => RegistryHostFile.PathOf(new RegistryHost { Name = name }));
}
