using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Runtime.Nodes.Connections;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes.Connections;

public sealed class NodeKubeconfigTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Write_ReadByTheLoader_TheSameClusterAndTheCertificate()
    {
        var bundle = SelfSignedCertificate.Create(CertificateProfile.Client("n1"), new ManualTimeProvider());
        File.WriteAllText(_directory["client.pem"], bundle.ToPem());
        var connection = new KubernetesConnection
        {
            Server = new Uri("https://cluster.test:6443/prefix"),
            CertificateAuthorities = [FakeCluster.NewAuthority("a"), FakeCluster.NewAuthority("b")],
            TlsServerName = "kubernetes",
        };

        NodeKubeconfig.Write(_directory["deep/node.conf"], connection, _directory["client.pem"]);
        var read = new KubeconfigLoader().Load([_directory["deep/node.conf"]]);

        Assert.Equal((connection.Server, "kubernetes"), (read.Server, read.TlsServerName));
        Assert.Equal(connection.CertificateAuthorities.Select(one => one.Thumbprint), read.CertificateAuthorities.Select(one => one.Thumbprint));
        Assert.Equal(bundle.Certificate.Thumbprint, (await read.Credentials.GetAsync(CancellationToken.None)).Certificate!.Leaf.Thumbprint);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory["deep/node.conf"]));
        Assert.True(NodeKubeconfig.Names(_directory["deep/node.conf"], _directory["client.pem"]));
        Assert.False(NodeKubeconfig.Names(_directory["deep/node.conf"], _directory["other.pem"]));
    }
}
