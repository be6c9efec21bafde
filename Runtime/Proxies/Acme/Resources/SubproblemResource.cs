namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>What is wrong with one of several names (RFC 8555, 6.7.1).</summary>
internal sealed record SubproblemResource
{
    public string Type { get; set; } = "";

    public string Detail { get; set; } = "";

    public IdentifierResource? Identifier { get; init; }
}
