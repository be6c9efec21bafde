namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A floating address to be taken.</summary>
internal sealed record FloatingIpCreate
{
    /// <summary>The external network.</summary>
    public required string FloatingNetworkId { get; init; }

    /// <summary>Where it shall lead to.</summary>
    public string? PortId { get; init; }

    /// <summary>The very address; for administrators by default.</summary>
    public string? FloatingIpAddress { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }
}
