namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A subnet to be made.</summary>
internal sealed record SubnetCreate
{
    /// <summary>Its network.</summary>
    public required string NetworkId { get; init; }

    /// <summary>Its addresses.</summary>
    public required string Cidr { get; init; }

    /// <summary>4 or 6.</summary>
    public int IpVersion { get; init; } = 4;

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>The router's address in it; null: the first.</summary>
    public string? GatewayIp { get; init; }

    /// <summary>Whether addresses are given by DHCP.</summary>
    public bool? EnableDhcp { get; init; }

    /// <summary>What DHCP tells.</summary>
    public IReadOnlyList<string>? DnsNameservers { get; init; }

    /// <summary>What ports get addresses from.</summary>
    public IReadOnlyList<AddressPool>? AllocationPools { get; init; }
}
