using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Images.Stackable;

internal sealed partial class StackableRepositories
{
    [LoggerMessage(2014, LogLevel.Warning, "The repository {Repository} is passed over: {Reason}")]
    private static partial void LogPassedOver(ILogger logger, Uri repository, string reason);

    [LoggerMessage(2015, LogLevel.Warning, "The Repository {Name} is passed over: its spec.properties.url is no address.")]
    private static partial void LogWithoutAddress(ILogger logger, string name);
}
