using System.Text.Json.Nodes;

namespace Reeve.Host.Configuration;

/// <summary>Settings of certificates that proxies serve.</summary>
internal sealed record CertificateSettings
{
    /// <summary>Authorities.</summary>
    [Setting(
        "Authorities by name that certificates are ordered from (ACME, RFC 8555). An account is made only where `agreeToTerms` says so.",
        Default = "none",
        Entry = "authority")]
    public IReadOnlyDictionary<string, JsonObject> Authorities { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>The port of http-01.</summary>
    [Setting("The port of this machine at which authorities arrive that ask port 80 (`http-01`): another one where something before this machine leads port 80 elsewhere.")]
    public int HttpPort { get; init; } = 80;
}
