using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Nodes.Connections;
using Reeve.Runtime.State;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes.Connections;

public sealed class NodeOwnerTests : IDisposable
{
    private static readonly Uri Server = new("https://cluster.test:6443");

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Open_First_ClusterAndNode()
    {
        var endpoint = new KubernetesEndpoint(Server, [FakeCluster.NewAuthority("a")]);

        var owner = NodeOwner.Open(_directory.Path, endpoint, "n1");

        Assert.Equal((endpoint.ClusterId, "n1"), (owner.Cluster, owner.Node));
        Assert.Equal(owner, NodeOwner.Find(_directory.Path));
        Assert.Equal(owner, NodeOwner.Open(_directory.Path, endpoint, "n1"));
    }

    [Fact]
    public void Open_AuthorityReplacedStepByStep_OwnerStays()
    {
        var (old, next) = (FakeCluster.NewAuthority("old"), FakeCluster.NewAuthority("next"));
        var owner = NodeOwner.Open(_directory.Path, new KubernetesEndpoint(Server, [old]), "n1");

        Assert.Equal(owner, NodeOwner.Open(_directory.Path, new KubernetesEndpoint(Server, [old, next]), "n1"));
        Assert.Equal(owner, NodeOwner.Open(_directory.Path, new KubernetesEndpoint(Server, [next]), "n1"));
    }

    [Fact]
    public void Open_AnotherCluster_Refused()
    {
        NodeOwner.Open(_directory.Path, new KubernetesEndpoint(Server, [FakeCluster.NewAuthority("a")]), "n1");

        var error = Assert.Throws<StateDirectoryException>(
            () => NodeOwner.Open(_directory.Path, new KubernetesEndpoint(Server, [FakeCluster.NewAuthority("b")]), "n1"));

        Assert.Contains("belongs to another cluster", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnotherNode_Refused()
    {
        var endpoint = new KubernetesEndpoint(Server, []);
        NodeOwner.Open(_directory.Path, endpoint, "n1");

        Assert.Throws<StateDirectoryException>(() => NodeOwner.Open(_directory.Path, endpoint, "n2"));
    }
}
