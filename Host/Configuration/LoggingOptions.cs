using Microsoft.Extensions.Logging;

namespace Reeve.Host.Configuration;

/// <summary>Settings of the agent's own log, which goes to standard error.</summary>
internal sealed record LoggingOptions
{
    /// <summary>The least level that is written.</summary>
    [Setting(
        "The least level of the agent's own messages on standard error: `trace`, `debug`, `information`, `warning`, `error`, `critical` or `none`. "
        + "`-v` means `information`, `-vv` means `debug`.",
        Flag = "--verbose")]
    public LogLevel Level { get; init; } = LogLevel.Warning;
}
