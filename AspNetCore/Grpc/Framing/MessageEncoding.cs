namespace Reeve.AspNetCore.Grpc.Framing;

/// <summary>How compressed messages of a caller are compressed. Answers are never compressed, which every caller has to take.</summary>
internal enum MessageEncoding
{
    /// <summary>Not at all.</summary>
    Identity,

    /// <summary>gzip (RFC 1952).</summary>
    Gzip,
}
