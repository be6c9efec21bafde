using Microsoft.Extensions.Logging;

namespace Fixture;

internal static partial class FixtureLog
{
    [LoggerMessage(1, LogLevel.Information, "said {What}")]
    public static partial void Said(ILogger logger, string what);
}
