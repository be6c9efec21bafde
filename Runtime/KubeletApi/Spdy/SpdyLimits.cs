namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>What a connection may cost.</summary>
internal sealed record SpdyLimits
{
    /// <summary>Streams open at the same time.</summary>
    public int MaxStreams { get; init; } = 256;

    /// <summary>Bytes of a header block, compressed or not.</summary>
    public int MaxHeaderBytes { get; init; } = 16 * 1024;

    /// <summary>Bytes that a stream holds for a reader that is slower than the peer; then the connection is read no further.</summary>
    public int StreamBuffer { get; init; } = 256 * 1024;

    /// <summary>Control frames waiting for a peer that does not read; more of them end the connection.</summary>
    public int MaxPendingControlFrames { get; init; } = 1024;

    /// <summary>No frame in either direction for so long ends the connection.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How long the peer may take to end the connection after it was told to.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(10);
}
