using System.Text.Json;

namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>An account, as it is asked for (RFC 8555, 7.3).</summary>
internal sealed record AccountResource
{
    public bool? TermsOfServiceAgreed { get; init; }

    public bool? OnlyReturnExisting { get; init; }

    public IReadOnlyList<string>? Contact { get; init; }

    public JsonElement? ExternalAccountBinding { get; init; }
}
