namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Further headers of a stream.</summary>
internal sealed record HeadersFrame(uint StreamId, SpdyHeaders Headers) : SpdyFrame
{
    public bool Fin { get; init; }
}
