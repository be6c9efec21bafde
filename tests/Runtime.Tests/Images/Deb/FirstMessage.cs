using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Tests.Images.Deb;

/// <summary>Completes with the first log entry that begins in a certain way.</summary>
internal sealed class FirstMessage(string beginning, TaskCompletionSource<string> found) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        if (text.StartsWith(beginning, StringComparison.Ordinal))
        {
            found.TrySetResult(text);
        }
    }
}
