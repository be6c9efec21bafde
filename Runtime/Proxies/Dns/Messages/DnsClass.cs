namespace Reeve.Runtime.Proxies.Dns.Messages;

/// <summary>Classes of records, as updates use them (RFC 2136, 2.4 and 2.5).</summary>
internal enum DnsClass : ushort
{
    /// <summary>A record of the Internet: exists, or is added.</summary>
    Internet = 1,

    /// <summary>Does not exist, or this one record is deleted.</summary>
    None = 254,

    /// <summary>Exists whatever its value, or all of the type are deleted.</summary>
    Any = 255,
}
