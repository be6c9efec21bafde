namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Status codes of RST_STREAM.</summary>
internal enum SpdyStatus : uint
{
    ProtocolError = 1,
    InvalidStream = 2,
    RefusedStream = 3,
    Cancel = 5,
    InternalError = 6,
    FlowControlError = 7,
    StreamInUse = 8,
    StreamAlreadyClosed = 9,
}
