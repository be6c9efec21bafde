namespace Reeve.Host.Configuration;

/// <summary>A cluster that an agent looks after.</summary>
internal sealed record ClusterPlan
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The provisioner that it has where nothing else is asked for.</summary>
    public string? Type { get; init; }
}
