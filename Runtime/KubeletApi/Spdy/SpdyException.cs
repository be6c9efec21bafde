namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>The peer broke the protocol or a limit, so that the whole connection has to end.</summary>
internal sealed class SpdyException(string message, Exception? inner = null) : IOException(message, inner);
