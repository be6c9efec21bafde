
namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>A certificate that is kept fresh.</summary>
internal sealed record ProxyCertificateDocument
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>The server names that it is for.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];

    /// <summary>Where it comes from: <c>file PATH</c>, <c>secret NAMESPACE/NAME</c> or <c>authority NAME</c>.</summary>
    public string? Source { get; set; }

    /// <summary>From when it is valid (RFC 3339).</summary>
    public string? NotBefore { get; set; }

    /// <summary>Until when it is valid (RFC 3339); not there while there is none.</summary>
    public string? NotAfter { get; set; }

    /// <summary>When it is ordered next (RFC 3339).</summary>
    public string? RenewAt { get; set; }

    /// <summary>Why the last attempt to get it failed; the former one is served on.</summary>
    public string? Problem { get; set; }

    /// <summary>Attempts that have failed since the last one that did not.</summary>
    public int? Failures { get; set; }
}
