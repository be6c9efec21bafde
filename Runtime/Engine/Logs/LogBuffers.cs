namespace Reeve.Runtime.Engine.Logs;

/// <summary>The memory that following takes, shared by all containers: each gets a slice of one turn's length.</summary>
internal sealed class LogBuffers
{
    public byte[] StandardOutput { get; } = new byte[256 * 1024];

    public byte[] StandardError { get; } = new byte[256 * 1024];

    public byte[] Lines { get; } = new byte[1024 * 1024];
}
