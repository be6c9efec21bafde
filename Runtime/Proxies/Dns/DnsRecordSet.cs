namespace Reeve.Runtime.Proxies.Dns;

/// <summary>All records of one name and type.</summary>
public sealed record DnsRecordSet
{
    /// <summary>The name, without a dot at its end.</summary>
    public required string Name { get; init; }

    /// <summary>The type.</summary>
    public required DnsRecordType Type { get; init; }

    /// <summary>Addresses, or texts of at most 255 bytes.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>How long others may keep it.</summary>
    /// <value>5 minutes</value>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromMinutes(5);
}
