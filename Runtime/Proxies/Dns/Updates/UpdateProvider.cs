using Reeve.Runtime.Proxies.Dns.Messages;

namespace Reeve.Runtime.Proxies.Dns.Updates;

/// <summary>
/// Changes a zone by dynamic updates. Whose a name's records are stands in a text beside them, and is a condition of the same message
/// that changes them, so that two parties never change each other's however they meet.
/// </summary>
public sealed class UpdateProvider : IDnsProvider
{
    private static readonly TimeSpan ChallengeTtl = TimeSpan.FromSeconds(10);
    private readonly UpdateOptions _options;
    private readonly UpdateConnection _connection;
    private readonly TimeProvider _time;
    private readonly string _mark;

    /// <summary>Prepares; nothing is asked yet.</summary>
    /// <param name="options">The zone.</param>
    /// <param name="owner">Who marks records as its own: stays the same over restarts.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the key cannot be used.</exception>
    public UpdateProvider(UpdateOptions options, string owner, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _connection = new UpdateConnection(options, new TransactionKey(options), time);
        _mark = $"heritage=reeve,owner={owner}";
    }

    /// <inheritdoc/>
    public async Task SetAsync(DnsRecordSet records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfZero(records.Values.Count, nameof(records));
        var mark = MarkOf(records.Name);
        var code = await SendAsync(Replace(New(records.Name).Require(mark, DnsRecordType.Txt, _mark), records), cancellationToken);
        if (code is DnsCode.NoRecords)
        {
            var first = New(records.Name).RequireNone(mark, DnsRecordType.Txt).RequireNone(records.Name, records.Type);
            code = await SendAsync(Replace(first.Add(mark, DnsRecordType.Txt, _mark, records.Ttl), records), cancellationToken);
        }

        if (code is DnsCode.RecordsExist)
        {
            throw new ProviderException(
                ErrorReason.Conflict, $"{records.Name} has records of somebody else: remove them, or let {mark} hold the text \"{_mark}\" to hand them over.");
        }

        Check(code, records.Name);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        // The mark goes with the last of its records; as long as the other kind of address is there, it stays.
        var mark = MarkOf(name);
        var ours = New(name).Require(mark, DnsRecordType.Txt, _mark);
        var code = await SendAsync(ours.DeleteAll(name, type), cancellationToken);
        if (code is DnsCode.NoRecords)
        {
            return;
        }

        Check(code, name);
        var bare = New(name).Require(mark, DnsRecordType.Txt, _mark).RequireNone(name, DnsRecordType.A).RequireNone(name, DnsRecordType.Aaaa);
        code = await SendAsync(bare.DeleteAll(mark, DnsRecordType.Txt), cancellationToken);
        Check(code is DnsCode.RecordsExist or DnsCode.NoRecords ? DnsCode.NoError : code, name);
    }

    /// <inheritdoc/>
    public async Task AddTextAsync(string name, string text, CancellationToken cancellationToken)
    {
        Check(await SendAsync(New(name).Add(name, DnsRecordType.Txt, text, ChallengeTtl), cancellationToken), name);
        await Task.Delay(_options.Propagation, _time, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveTextAsync(string name, string text, CancellationToken cancellationToken) =>
        Check(await SendAsync(New(name).Delete(name, DnsRecordType.Txt, text), cancellationToken), name);

    private static string MarkOf(string name) => $"_reeve.{name}";

    private static UpdateMessage Replace(UpdateMessage message, DnsRecordSet records)
    {
        message.DeleteAll(records.Name, records.Type);
        foreach (var value in records.Values)
        {
            message.Add(records.Name, records.Type, value, records.Ttl);
        }

        return message;
    }

    private UpdateMessage New(string name) =>
        name.Equals(_options.Zone, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + _options.Zone, StringComparison.OrdinalIgnoreCase)
            ? new UpdateMessage(_options.Zone)
            : throw new ProviderException(ErrorReason.Invalid, $"{name} is not of the zone {_options.Zone}.");

    private Task<DnsCode> SendAsync(UpdateMessage message, CancellationToken cancellationToken) => _connection.SendAsync(message.Write, cancellationToken);

    private void Check(DnsCode code, string name)
    {
        if (code is DnsCode.NoError)
        {
            return;
        }

        var reason = code switch
        {
            DnsCode.Refused or DnsCode.NotAuthoritative => ErrorReason.Denied,
            DnsCode.NotInZone or DnsCode.FormatError => ErrorReason.Invalid,
            DnsCode.NotImplemented => ErrorReason.Unsupported,
            _ => ErrorReason.Transient,
        };
        var way = code is DnsCode.Refused ? $" Let the key \"{_options.KeyName}\" update the zone." : "";
        throw new ProviderException(reason, $"The DNS server {_options.Server} did not change {name} of the zone {_options.Zone}: {code}.{way}");
    }
}
