using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Nodes.Certificates;

public sealed partial class ServingCertificateFiles
{
    [LoggerMessage(1911, LogLevel.Information, "The serving certificate {File} was replaced; it is valid until {NotAfter:u}.")]
    private partial void LogReplaced(string file, DateTimeOffset notAfter);

    [LoggerMessage(1912, LogLevel.Error, "The serving certificate {File} with its key {KeyFile} cannot be used, the former one stays: {Reason}")]
    private partial void LogUnreadable(string file, string keyFile, string reason);
}
