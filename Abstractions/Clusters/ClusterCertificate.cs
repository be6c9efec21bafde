namespace Reeve.Clusters;

/// <summary>A certificate of a cluster.</summary>
public sealed record ClusterCertificate
{
    /// <summary>Its name in the distribution, e.g. <c>apiserver</c>.</summary>
    public required string Name { get; init; }

    /// <summary>From when it is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Whether it signs others.</summary>
    public bool Authority { get; init; }

    /// <summary>Whether the provisioner can renew it.</summary>
    public bool Renewable { get; init; } = true;
}
