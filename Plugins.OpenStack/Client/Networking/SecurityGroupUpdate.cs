namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>What becomes of a security group; what is null stays.</summary>
internal sealed record SecurityGroupUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }
}
