using Microsoft.Extensions.Logging;
using NuGet.Common;
using ILogger = Microsoft.Extensions.Logging.ILogger;
using LogLevel = NuGet.Common.LogLevel;

namespace Reeve.Host.Packages.Feeds;

/// <summary>Takes what NuGet has to say into the agent's log, for debugging: what matters is said by exceptions.</summary>
internal sealed partial class NuGetLog(ILogger logger) : LoggerBase
{
    /// <inheritdoc/>
    public override void Log(ILogMessage message)
    {
        if (message.Level >= LogLevel.Information)
        {
            LogMessage(message.Message);
        }
    }

    /// <inheritdoc/>
    public override Task LogAsync(ILogMessage message)
    {
        Log(message);
        return Task.CompletedTask;
    }

    [LoggerMessage(2600, Microsoft.Extensions.Logging.LogLevel.Debug, "NuGet: {Message}")]
    private partial void LogMessage(string message);
}
