namespace Reeve.Host.Pages.Documents;

/// <summary>A plugin, as the status page shows it.</summary>
internal sealed record PluginDetail
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }

    /// <summary><c>Active</c>, <c>Disabled</c>, <c>Incompatible</c>, <c>Malfunctioned</c> or <c>Superseded</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why, unless it is active.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it lies.</summary>
    public required string Path { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What it provides: <c>driver process</c>.</summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>Open instances of its providers.</summary>
    public int Instances { get; init; }
}
