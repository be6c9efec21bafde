namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>What becomes of a router; what is null stays.</summary>
internal sealed record RouterUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>How it reaches the outside.</summary>
    public ExternalGateway? ExternalGatewayInfo { get; init; }
}
