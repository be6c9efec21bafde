namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Status codes of GOAWAY.</summary>
internal enum SpdyGoAwayStatus : uint
{
    Ok = 0,
    ProtocolError = 1,
    InternalError = 2,
}
