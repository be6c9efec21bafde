namespace Reeve.Runtime.Proxies.Dns;

/// <summary>Kinds of records, with their numbers (RFC 1035, 3.2.2; RFC 3596).</summary>
public enum DnsRecordType
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>A text.</summary>
    Txt = 16,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,
}
