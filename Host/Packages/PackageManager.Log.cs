using Microsoft.Extensions.Logging;

namespace Reeve.Host.Packages;

internal sealed partial class PackageManager
{
    [LoggerMessage(2610, LogLevel.Information, "Plugin package {Action}: {Id}, from {From} to {To} ({Source})")]
    private partial void Changed(string action, string id, string from, string to, string source);
}
