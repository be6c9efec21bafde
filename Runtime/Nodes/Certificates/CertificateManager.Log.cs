using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Nodes.Certificates;

internal sealed partial class CertificateManager
{
    [LoggerMessage(1901, LogLevel.Information, "The cluster signed a {Purpose} certificate, valid until {NotAfter:u}; it will be replaced at {Due:u}.")]
    private partial void LogIssued(string purpose, DateTimeOffset notAfter, DateTimeOffset due);

    [LoggerMessage(1902, LogLevel.Warning, "The {Purpose} certificate waits for approval: kubectl certificate approve {Request}")]
    private partial void LogWaiting(string purpose, string request);

    [LoggerMessage(1903, LogLevel.Error, "No {Purpose} certificate: {Reason} It is asked for again, with a new key, in {Pause}.")]
    private partial void LogDenied(string purpose, string reason, TimeSpan pause);

    [LoggerMessage(1904, LogLevel.Warning, "No answer on the {Purpose} certificate: {Reason} It is asked for again in {Pause}.")]
    private partial void LogFailed(string purpose, string reason, TimeSpan pause);

    [LoggerMessage(1905, LogLevel.Error, "The signed {Purpose} certificate cannot be used: {Reason} Another is asked for in {Pause}.")]
    private partial void LogUnusable(string purpose, string reason, TimeSpan pause);
}
