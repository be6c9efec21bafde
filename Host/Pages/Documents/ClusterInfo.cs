namespace Reeve.Host.Pages.Documents;

/// <summary>A cluster, as the status page shows it.</summary>
internal sealed record ClusterInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Who makes it.</summary>
    public string? Type { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required string Phase { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public string? Description { get; init; }

    /// <summary>The API server's version.</summary>
    public string? Version { get; init; }

    /// <summary>URL of its API server.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How many of its machines are ready: <c>3/3</c>; null where machines are not told.</summary>
    public string? Machines { get; init; }

    /// <summary>What is so of it.</summary>
    public IReadOnlyList<ConditionInfo> Conditions { get; init; } = [];

    /// <summary>Its certificates as they were last looked at.</summary>
    public IReadOnlyList<CertificateInfo> Certificates { get; init; } = [];

    /// <summary>The operation that goes on or is stuck.</summary>
    public string? Operation { get; init; }
}
