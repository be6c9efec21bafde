namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>A server of a cloud as the cluster that it is part of sees it.</summary>
internal sealed record FakeServer(string Id, string Name, bool IsMaster, string Version, string Token, bool IsActive)
{
    /// <summary>Whether it is made with k3s, as its version says.</summary>
    public bool IsK3s => Version.Contains("+k3s", StringComparison.Ordinal);
}
