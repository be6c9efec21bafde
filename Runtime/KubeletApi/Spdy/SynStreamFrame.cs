namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Opens a stream.</summary>
internal sealed record SynStreamFrame(uint StreamId, SpdyHeaders Headers) : SpdyFrame
{
    public uint AssociatedStreamId { get; init; }

    public byte Priority { get; init; }

    public bool Fin { get; init; }

    public bool Unidirectional { get; init; }
}
