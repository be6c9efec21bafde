namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>Addresses of a network.</summary>
internal sealed record Subnet
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>What its maker says of it.</summary>
    public string Description { get; set; } = "";

    /// <summary>Its network.</summary>
    public string NetworkId { get; set; } = "";

    /// <summary>4 or 6.</summary>
    public int IpVersion { get; set; }

    /// <summary>Its addresses.</summary>
    public string Cidr { get; set; } = "";

    /// <summary>The router's address in it.</summary>
    public string? GatewayIp { get; set; }

    /// <summary>Whether addresses are given by DHCP.</summary>
    public bool EnableDhcp { get; set; }

    /// <summary>What DHCP tells.</summary>
    public IReadOnlyList<string> DnsNameservers { get; set; } = [];

    /// <summary>What ports get addresses from.</summary>
    public IReadOnlyList<AddressPool> AllocationPools { get; set; } = [];

    /// <summary>What DHCP tells besides.</summary>
    public IReadOnlyList<HostRoute> HostRoutes { get; set; } = [];

    /// <summary>The project that it belongs to.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];
}
