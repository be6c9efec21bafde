namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>What becomes of a port; what is null stays.</summary>
internal sealed record PortUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>Ids of security groups.</summary>
    public IReadOnlyList<string>? SecurityGroups { get; init; }

    /// <summary>Further addresses that may be seen at it.</summary>
    public IReadOnlyList<AddressPair>? AllowedAddressPairs { get; init; }
}
