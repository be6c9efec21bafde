namespace Reeve.Runtime.Linux;

/// <summary>A call to the kernel that failed.</summary>
internal sealed class LinuxException(Errno error, string message) : IOException(message)
{
    public Errno Error { get; } = error;
}
