using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Images.Deb;

internal sealed partial class DebInstaller
{
    [LoggerMessage(2011, LogLevel.Information, "Fetching the lists of packages.")]
    private static partial void LogFetching(ILogger logger);

    [LoggerMessage(2012, LogLevel.Information, "Installing the package {Package}; what it brings is neither started nor enabled.")]
    private static partial void LogInstalling(ILogger logger, string package);

    [LoggerMessage(2013, LogLevel.Warning, "An installation of packages was interrupted; completing it.")]
    private static partial void LogInterrupted(ILogger logger);
}
