namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Ends a stream at once, both ways.</summary>
internal sealed record RstStreamFrame(uint StreamId, SpdyStatus Status) : SpdyFrame;
