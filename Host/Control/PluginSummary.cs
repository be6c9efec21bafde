namespace Reeve.Host.Control;

/// <summary>A plugin and its state, for people and scripts.</summary>
internal sealed record PluginSummary
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its version, or null if it is not known.</summary>
    public string? Version { get; init; }

    /// <summary><c>Active</c>, <c>Disabled</c>, <c>Incompatible</c>, <c>Malfunctioned</c> or <c>Superseded</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why, unless it is active.</summary>
    public string? Reason { get; init; }

    /// <summary>What it provides: <c>containerDriver/process</c>.</summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Where it lies.</summary>
    public required string Directory { get; init; }
}
