using Reeve.Runtime.KubeletApi.Spdy;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>What all streaming works with.</summary>
internal sealed record StreamingServices
{
    public required TimeProvider Time { get; init; }

    public SpdyLimits Limits { get; init; } = new();

    /// <summary>How long a client may take to open its streams.</summary>
    public TimeSpan StreamCreationTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
