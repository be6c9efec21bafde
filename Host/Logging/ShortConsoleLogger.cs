using System.Globalization;
using Microsoft.Extensions.Logging;
using Reeve.Host.Rendering;

namespace Reeve.Host.Logging;

/// <summary>The messages of one category.</summary>
internal sealed class ShortConsoleLogger(ShortConsoleLoggerProvider provider, string category) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var word = logLevel switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info ",
            LogLevel.Warning => "warn ",
            LogLevel.Error => "error",
            _ => "fatal",
        };
        var cause = exception is null || provider.WithDetails ? "" : $": {exception.Message}";
        var text = PlainText.OneLine(formatter(state, exception) + cause);
        var line = string.Create(CultureInfo.InvariantCulture, $"{provider.Now:HH:mm:ss.fff} {word} {category}: {text}");
        provider.Write(exception is not null && provider.WithDetails ? line + Environment.NewLine + exception : line);
    }
}
