namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>No further streams.</summary>
internal sealed record GoAwayFrame(uint LastStreamId, SpdyGoAwayStatus Status) : SpdyFrame;
