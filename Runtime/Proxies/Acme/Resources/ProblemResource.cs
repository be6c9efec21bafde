namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>Why an authority refused (RFC 7807; RFC 8555, 6.7).</summary>
internal sealed record ProblemResource
{
    /// <summary>A URN of <c>urn:ietf:params:acme:error:</c>.</summary>
    public string Type { get; set; } = "";

    public string Detail { get; set; } = "";

    /// <summary>A page that says what its owner has to do.</summary>
    public string? Instance { get; init; }

    public IReadOnlyList<SubproblemResource> Subproblems { get; set; } = [];
}
