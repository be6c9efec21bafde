namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A router to be made.</summary>
internal sealed record RouterCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>How it reaches the outside.</summary>
    public ExternalGateway? ExternalGatewayInfo { get; init; }
}
