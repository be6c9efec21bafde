using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Loading;

internal sealed partial class ShadowCopies
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1301, LogLevel.Debug, "The old copy {Copy} of a plugin cannot be removed yet: {Reason}")]
    private partial void CopyStays(string copy, string reason);
}
