namespace Reeve.Runtime.Proxies.Dns.Cloudflare;

/// <summary>
/// Changes a zone at Cloudflare. Whose a record is stands in its comment. Records are changed in place where there are any, so that a
/// name never is without them.
/// </summary>
public sealed class CloudflareProvider : IDnsProvider, IDisposable
{
    private static readonly TimeSpan ChallengeTtl = TimeSpan.FromSeconds(60); // the shortest that Cloudflare takes
    private readonly HttpClient _http;
    private readonly CloudflareApi _api;
    private readonly CloudflareOptions _options;
    private readonly TimeProvider _time;
    private readonly string _mark;

    /// <summary>Prepares; nothing is asked yet.</summary>
    /// <param name="options">The zone.</param>
    /// <param name="owner">Who marks records as its own: stays the same over restarts.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the API is not https.</exception>
    public CloudflareProvider(CloudflareOptions options, string owner, TimeProvider time)
        : this(options, owner, time, new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
    {
    }

    internal CloudflareProvider(CloudflareOptions options, string owner, TimeProvider time, HttpMessageHandler handler)
    {
        if (options.Server.Scheme != Uri.UriSchemeHttps)
        {
            throw new ProviderException(ErrorReason.Invalid, $"Cloudflare's API has to be https, {options.Server} is not.") { Field = "server" };
        }

        _options = options;
        _time = time;
        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
        _api = new CloudflareApi(_http, options);
        _mark = $"heritage=reeve,owner={owner}";
    }

    /// <inheritdoc/>
    public async Task SetAsync(DnsRecordSet records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfZero(records.Values.Count, nameof(records));
        var there = await _api.ListAsync(InZone(records.Name), TypeOf(records.Type), cancellationToken);
        if (there.FirstOrDefault(record => record.Comment != _mark) is { } others)
        {
            throw new ProviderException(
                ErrorReason.Conflict, $"{records.Name} has a record of somebody else ({others.Content}): remove it, or give it the comment \"{_mark}\" to hand it over.");
        }

        var wanted = records.Values.Distinct(StringComparer.Ordinal).Select(value => Record(records.Name, records.Type, value, records.Ttl)).ToList();
        var missing = new Queue<CloudflareRecord>(wanted.Where(record => !there.Any(found => IsSame(found, record))));
        foreach (var surplus in there.Where(found => !wanted.Any(record => IsSame(found, record))))
        {
            // One that is not wanted any more becomes one that is missing; what is left goes.
            await (missing.TryDequeue(out var record)
                ? _api.ReplaceAsync(surplus.Id!, record, cancellationToken)
                : _api.DeleteAsync(surplus.Id!, cancellationToken));
        }

        foreach (var record in missing)
        {
            await _api.CreateAsync(record, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        foreach (var record in (await _api.ListAsync(InZone(name), TypeOf(type), cancellationToken)).Where(record => record.Comment == _mark))
        {
            await _api.DeleteAsync(record.Id!, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task AddTextAsync(string name, string text, CancellationToken cancellationToken)
    {
        if (!(await FindTextAsync(name, text, cancellationToken)).Any())
        {
            await _api.CreateAsync(Record(name, DnsRecordType.Txt, text, ChallengeTtl), cancellationToken);
            await Task.Delay(_options.Propagation, _time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task RemoveTextAsync(string name, string text, CancellationToken cancellationToken)
    {
        foreach (var record in (await FindTextAsync(name, text, cancellationToken)).Where(record => record.Comment == _mark))
        {
            await _api.DeleteAsync(record.Id!, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string TypeOf(DnsRecordType type) => type.ToString().ToUpperInvariant();

    private static bool IsSame(CloudflareRecord found, CloudflareRecord record) => found.Content == record.Content && found.Ttl == record.Ttl;

    // Texts are kept in quotes.
    private async Task<IEnumerable<CloudflareRecord>> FindTextAsync(string name, string text, CancellationToken cancellationToken) =>
        (await _api.ListAsync(InZone(name), TypeOf(DnsRecordType.Txt), cancellationToken)).Where(record => record.Content.Trim('"') == text);

    private CloudflareRecord Record(string name, DnsRecordType type, string value, TimeSpan ttl) => new()
    {
        Type = TypeOf(type),
        Name = InZone(name),
        Content = type is DnsRecordType.Txt ? $"\"{value}\"" : value,
        Ttl = (int)ttl.TotalSeconds,
        Comment = _mark,
    };

    private string InZone(string name) =>
        name.Equals(_options.Zone, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + _options.Zone, StringComparison.OrdinalIgnoreCase)
            ? name.ToLowerInvariant()
            : throw new ProviderException(ErrorReason.Invalid, $"{name} is not of the zone {_options.Zone}.");
}
