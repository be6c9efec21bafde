namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Room for more data, of a stream or (0) of all.</summary>
internal sealed record WindowUpdateFrame(uint StreamId, uint Delta) : SpdyFrame;
