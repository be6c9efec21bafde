using Microsoft.Extensions.Logging;

namespace Reeve.Host.Logging;

/// <summary>Writes messages to standard error, one short line each.</summary>
internal sealed class ShortConsoleLoggerProvider(TextWriter output, TimeProvider time, LogLevel level) : ILoggerProvider
{
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        new ShortConsoleLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    /// <summary>Writes one message.</summary>
    public void Write(string line)
    {
        lock (_lock)
        {
            output.WriteLine(line);
        }
    }

    /// <summary>The time of a message.</summary>
    public DateTimeOffset Now => time.GetLocalNow();

    /// <summary>Whether stack traces are wanted.</summary>
    public bool WithDetails => level <= LogLevel.Debug;

    /// <inheritdoc/>
    public void Dispose()
    {
        // the stream is the process's own
    }
}
