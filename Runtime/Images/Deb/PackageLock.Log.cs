using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Images.Deb;

internal sealed partial class PackageLock
{
    [LoggerMessage(2010, LogLevel.Information, "Waiting for {Holder}, which holds the package manager's lock, for {Waited} now.")]
    private static partial void LogWaiting(ILogger logger, string holder, TimeSpan waited);
}
