namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Data of a stream. Reading, a frame may come in parts, <see cref="Fin"/> with the last one; valid until the next is read.</summary>
internal sealed record DataFrame(uint StreamId, ReadOnlyMemory<byte> Data, bool Fin) : SpdyFrame;
