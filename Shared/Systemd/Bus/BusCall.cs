namespace Reeve.Systemd.Bus;

/// <summary>A method call that waits to be sent, or for its reply.</summary>
internal sealed record BusCall
{
    public required string Path { get; init; }

    public required string Interface { get; init; }

    public required string Member { get; init; }

    public string Destination { get; init; } = "org.freedesktop.systemd1";

    /// <summary>Appends the arguments; on the connection's thread.</summary>
    public Action<MessageWriter> Write { get; init; } = static _ => { };

    /// <summary>Reads the reply; on the connection's thread, before any later message.</summary>
    public Func<MessageReader, object?> Read { get; init; } = static _ => null;

    public TaskCompletionSource<object?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
