namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A security group to be made; it begins with rules that let everything out.</summary>
internal sealed record SecurityGroupCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }
}
