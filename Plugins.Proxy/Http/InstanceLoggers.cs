using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Lets the libraries log to the instance's logger, from warnings on: what clients do wrong is no news.</summary>
internal sealed class InstanceLoggers(ILogger logger) : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The instance has one logger.");

    public ILogger CreateLogger(string categoryName) => new Category(logger);

    public void Dispose()
    {
    }

    private sealed class Category(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Who has gone away is no news either, and must not be able to fill the log.
            if (IsEnabled(logLevel) && exception is not OperationCanceledException)
            {
                // As text: state and exception may be of types that are unloaded with this plugin.
                var text = formatter(state, exception);
                logger.Log(logLevel, eventId, text, null, static (text, _) => text);
            }
        }
    }
}
