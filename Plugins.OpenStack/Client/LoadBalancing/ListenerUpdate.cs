namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>What becomes of a listener; what is null stays.</summary>
internal sealed record ListenerUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Who may connect.</summary>
    public IReadOnlyList<string>? AllowedCidrs { get; init; }

    /// <summary>Where its connections go.</summary>
    public string? DefaultPoolId { get; init; }
}
