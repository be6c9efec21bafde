using Microsoft.Extensions.Logging;

namespace Reeve.Host.Sources;

/// <content>Messages.</content>
internal sealed partial class ManifestSource
{
    [LoggerMessage(1200, LogLevel.Error, "{Diagnostic} (what was read before stays in force)")]
    private partial void LogKept(string diagnostic);

    [LoggerMessage(1201, LogLevel.Warning, "{Diagnostic}")]
    private partial void LogWarning(string diagnostic);
}
