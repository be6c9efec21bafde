using Reeve.Host.Agent;
using Reeve.Host.Configuration;
using Reeve.Testing;

namespace Reeve.Host.Tests.Agent;

public sealed class AgentOwnerTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Open_Twice_SameOwner()
    {
        var layout = new AgentLayout(_directory.Path);

        var first = AgentOwner.Open(layout, new HostOptions { NodeName = "n" });

        Assert.Equal(first, AgentOwner.Open(layout, new HostOptions { NodeName = "n" }));
        Assert.Equal("n", first.Node);
    }

    [Fact]
    public void Open_StateDirectoryWasLost_SameOwner()
    {
        var layout = new AgentLayout(_directory.Path);
        var first = AgentOwner.Open(layout, new HostOptions { NodeName = "n" });
        File.Delete(Path.Combine(layout.Root, "owner"));

        Assert.Equal(first, AgentOwner.Open(layout, new HostOptions { NodeName = "n" }));
    }

    [Fact]
    public void Open_OtherDirectory_OtherOwner()
    {
        using var other = new TempDirectory();

        Assert.NotEqual(
            AgentOwner.Open(new AgentLayout(_directory.Path), new HostOptions()).Cluster,
            AgentOwner.Open(new AgentLayout(other.Path), new HostOptions()).Cluster);
    }

    [Fact]
    public void Find_NoAgentEverRan_Nothing() =>
        Assert.Null(AgentOwner.Find(new AgentLayout(_directory.Path), new HostOptions()));
}
