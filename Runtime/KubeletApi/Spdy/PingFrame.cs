namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Asks for the same frame back.</summary>
internal sealed record PingFrame(uint Id) : SpdyFrame;
