using System.Globalization;
using Microsoft.Extensions.Logging;
using Reeve.Host.Rendering;

namespace Reeve.Host.Logging.Journal;

/// <summary>The messages of one category.</summary>
internal sealed class JournalLogger(JournalLoggerProvider provider, string category) : ILogger
{
    private readonly string _short = category[(category.LastIndexOf('.') + 1)..];

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var cause = exception is null ? "" : $": {exception.Message}";
        var message = $"{_short}: {PlainText.OneLine(formatter(state, exception) + cause)}";
        var priority = PriorityOf(logLevel);
        var entry = new JournalEntry()
            .Add("MESSAGE", message)
            .Add("PRIORITY", priority.ToString(CultureInfo.InvariantCulture))
            .Add("SYSLOG_IDENTIFIER", "reeve")
            .Add("REEVE_LOGGER", category);
        if (eventId.Id != 0)
        {
            entry.Add("REEVE_EVENT_ID", eventId.Id.ToString(CultureInfo.InvariantCulture));
        }

        if (exception is not null)
        {
            entry.Add("REEVE_EXCEPTION", exception.ToString());
        }

        if (state is IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            foreach (var (name, value) in values)
            {
                if (value is not null && name != "{OriginalFormat}")
                {
                    entry.Add(JournalField.For(name), Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                }
            }
        }

        provider.Write(entry, priority, message);
    }

    // syslog(3).
    private static int PriorityOf(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };
}
