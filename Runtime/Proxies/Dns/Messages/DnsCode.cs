namespace Reeve.Runtime.Proxies.Dns.Messages;

/// <summary>What a server answers (RFC 1035, 4.1.1; RFC 2136, 2.2; RFC 8945, 3).</summary>
internal enum DnsCode
{
    NoError = 0,
    FormatError = 1,
    ServerFailure = 2,
    NameError = 3,
    NotImplemented = 4,
    Refused = 5,

    /// <summary>A name is there that should not be.</summary>
    NameExists = 6,

    /// <summary>Records are there that should not be.</summary>
    RecordsExist = 7,

    /// <summary>Records are not there that should be.</summary>
    NoRecords = 8,
    NotAuthoritative = 9,
    NotInZone = 10,
    BadSignature = 16,
    BadKey = 17,
    BadTime = 18,
}
