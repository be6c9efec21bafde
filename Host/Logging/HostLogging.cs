using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Logging.Journal;

namespace Reeve.Host.Logging;

/// <summary>Makes the loggers of the process.</summary>
internal static class HostLogging
{
    /// <summary>A factory for the configured level.</summary>
    public static ILoggerFactory Create(Cli cli, LoggingOptions options)
    {
        var filter = new LoggerFilterOptions { MinLevel = options.Level };

        // What the web server says is of interest only to who debugs it.
        filter.Rules.Add(new LoggerFilterRule(null, "Microsoft.", options.Level > LogLevel.Debug ? LogLevel.Warning : options.Level, null));
        ILoggerProvider provider = cli.Journal is { } journal
            ? new JournalLoggerProvider(journal, cli.Error)
            : new ShortConsoleLoggerProvider(cli.Error, cli.Time, options.Level);
        return new LoggerFactory([provider], filter);
    }
}
