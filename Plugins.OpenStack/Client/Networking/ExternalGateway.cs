namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>How a router reaches the outside.</summary>
internal sealed record ExternalGateway
{
    /// <summary>The external network.</summary>
    public string NetworkId { get; set; } = "";

    /// <summary>Whether it hides the addresses behind it.</summary>
    public bool? EnableSnat { get; set; }

    /// <summary>Its addresses there.</summary>
    public IReadOnlyList<FixedIp>? ExternalFixedIps { get; set; }
}
