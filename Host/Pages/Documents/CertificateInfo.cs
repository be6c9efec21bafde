namespace Reeve.Host.Pages.Documents;

/// <summary>A certificate, as the status page shows it: never its key.</summary>
internal sealed record CertificateInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The server names that it is for.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Until when it is valid (RFC 3339); null while there is none.</summary>
    public string? NotAfter { get; init; }

    /// <summary>When it is renewed next (RFC 3339).</summary>
    public string? RenewAt { get; init; }

    /// <summary>Why the last attempt to get it failed.</summary>
    public string? Problem { get; init; }
}
