namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>Times between which to renew.</summary>
internal sealed record RenewalWindow
{
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }
}
