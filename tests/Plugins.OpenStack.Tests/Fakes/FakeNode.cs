namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>A node of a cluster. It stays when its server goes, until somebody deletes it.</summary>
internal sealed class FakeNode(FakeServer server)
{
    public FakeServer Server { get; set; } = server;

    public bool IsClosed { get; set; }
}
