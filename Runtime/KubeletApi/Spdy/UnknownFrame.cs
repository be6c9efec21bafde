namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>A control frame of a type that is to be ignored.</summary>
internal sealed record UnknownFrame(ushort Type) : SpdyFrame;
