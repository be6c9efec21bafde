namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A port of a router.</summary>
internal sealed record RouterInterface
{
    /// <summary>The port.</summary>
    public string PortId { get; set; } = "";

    /// <summary>Its subnet.</summary>
    public string SubnetId { get; set; } = "";
}
