namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>How it stands with a certificate.</summary>
public sealed record CertificateStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The server names that it is for.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Where it comes from: <c>file PATH</c>, <c>secret NAMESPACE/NAME</c> or <c>authority NAME</c>.</summary>
    public required string Source { get; init; }

    /// <summary>From when the one that is served is valid; null while there is none.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when the one that is served is valid; null while there is none.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>When it is ordered next; null if it is not ordered.</summary>
    public DateTimeOffset? RenewAt { get; init; }

    /// <summary>Why the last attempt to get it failed; null if it did not. The former certificate is served on.</summary>
    public string? Problem { get; init; }

    /// <summary>Attempts that have failed since the last one that did not.</summary>
    public int Failures { get; init; }
}
