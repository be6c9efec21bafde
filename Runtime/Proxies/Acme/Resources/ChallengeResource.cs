namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>A way to show that a name is one's own (RFC 8555, 8).</summary>
internal sealed record ChallengeResource
{
    public required string Type { get; init; }

    public required Uri Url { get; init; }

    public string Status { get; set; } = "";

    public string Token { get; set; } = "";

    public ProblemResource? Error { get; init; }
}
