namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Accepts a stream.</summary>
internal sealed record SynReplyFrame(uint StreamId, SpdyHeaders Headers) : SpdyFrame
{
    public bool Fin { get; init; }
}
