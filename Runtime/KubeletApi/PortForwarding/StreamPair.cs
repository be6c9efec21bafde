using Reeve.Runtime.KubeletApi.Spdy;

namespace Reeve.Runtime.KubeletApi.PortForwarding;

/// <summary>The two streams of one forwarded connection.</summary>
internal sealed class StreamPair(int port) : IDisposable
{
    public int Port => port;

    public SpdyStream? Error { get; set; }

    public SpdyStream? Data { get; set; }

    /// <summary>Ends the waiting for the second of them.</summary>
    public ITimer? Deadline { get; set; }

    public void Dispose()
    {
        Deadline?.Dispose();
        Error?.Dispose();
        Data?.Dispose();
    }
}
