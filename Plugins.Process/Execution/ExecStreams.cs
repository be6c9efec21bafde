namespace Reeve.Plugins.Process.Execution;

/// <summary>The two sides of a command's streams: descriptors for the command, and copying between our ends and the caller.</summary>
internal abstract class ExecStreams : IDisposable
{
    /// <summary>Descriptors for the command's standard input, output and error.</summary>
    public abstract (int In, int Out, int Error) ForCommand { get; }

    /// <summary>Closes the command's side here, once the command has it.</summary>
    public abstract void Release();

    /// <summary>Copies the caller's input until it ends, or the command takes no more.</summary>
    public abstract Task CopyInputAsync(Stream input, CancellationToken cancellationToken);

    /// <summary>Copies the command's output until it ends.</summary>
    public abstract Task CopyOutputAsync(Stream? output, Stream? error, CancellationToken cancellationToken);

    public abstract void Dispose();
}
