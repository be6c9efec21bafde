namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>What becomes of a network; what is null stays.</summary>
internal sealed record NetworkUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }
}
