namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>A frame, or a part of a data frame.</summary>
internal abstract record SpdyFrame;
