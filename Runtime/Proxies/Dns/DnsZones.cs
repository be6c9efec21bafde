namespace Reeve.Runtime.Proxies.Dns;

/// <summary>Several zones as one: what is about a name goes to the provider of the smallest zone that the name is in.</summary>
/// <param name="zones">Providers by zone.</param>
public sealed class DnsZones(IReadOnlyDictionary<string, IDnsProvider> zones) : IDnsProvider
{
    /// <inheritdoc/>
    public Task SetAsync(DnsRecordSet records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Of(records.Name).SetAsync(records, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string name, DnsRecordType type, CancellationToken cancellationToken) => Of(name).RemoveAsync(name, type, cancellationToken);

    /// <inheritdoc/>
    public Task AddTextAsync(string name, string text, CancellationToken cancellationToken) => Of(name).AddTextAsync(name, text, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveTextAsync(string name, string text, CancellationToken cancellationToken) => Of(name).RemoveTextAsync(name, text, cancellationToken);

    /// <summary>Whether a name is in a zone.</summary>
    /// <param name="name">The name.</param>
    /// <param name="zone">The zone.</param>
    public static bool Contains(string name, string zone)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Equals(zone, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + zone, StringComparison.OrdinalIgnoreCase);
    }

    private IDnsProvider Of(string name) => zones.Where(zone => Contains(name, zone.Key)).OrderByDescending(zone => zone.Key.Length).Select(zone => zone.Value).FirstOrDefault()
        ?? throw new ProviderException(
            ErrorReason.Invalid, zones.Count == 0 ? $"No DNS provider is configured that could change {name}." : $"{name} is in none of the zones {string.Join(", ", zones.Keys)}.");
}
