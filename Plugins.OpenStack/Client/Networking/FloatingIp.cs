namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>An address of the outside, which may lead to a port.</summary>
internal sealed record FloatingIp
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>What its maker says of it.</summary>
    public string Description { get; set; } = "";

    /// <summary><c>ACTIVE</c>, <c>DOWN</c> or <c>ERROR</c>.</summary>
    public string Status { get; set; } = "";

    /// <summary>The address.</summary>
    public string FloatingIpAddress { get; set; } = "";

    /// <summary>The external network that it comes from.</summary>
    public string FloatingNetworkId { get; set; } = "";

    /// <summary>Where it leads to.</summary>
    public string? FixedIpAddress { get; set; }

    /// <summary>The port that it leads to.</summary>
    public string? PortId { get; set; }

    /// <summary>The router that sees to it.</summary>
    public string? RouterId { get; set; }

    /// <summary>The project that it belongs to.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];
}
