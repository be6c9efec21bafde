namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>An order (RFC 8555, 7.1.3).</summary>
internal sealed record OrderResource
{
    public required string Status { get; init; }

    public IReadOnlyList<IdentifierResource> Identifiers { get; set; } = [];

    public IReadOnlyList<Uri> Authorizations { get; set; } = [];

    public Uri? Finalize { get; init; }

    public Uri? Certificate { get; init; }

    public ProblemResource? Error { get; init; }
}
