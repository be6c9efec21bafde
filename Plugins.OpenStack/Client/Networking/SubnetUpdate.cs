namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>What becomes of a subnet; what is null stays.</summary>
internal sealed record SubnetUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>What DHCP tells.</summary>
    public IReadOnlyList<string>? DnsNameservers { get; init; }
}
