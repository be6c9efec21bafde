using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Proxies.Certificates;

internal sealed partial class CertificateManager
{
    [LoggerMessage(6001, LogLevel.Information, "Certificate {Name} from {Source} is served, valid until {NotAfter}")]
    private partial void LogChanged(string name, string source, DateTimeOffset? notAfter);

    [LoggerMessage(6002, LogLevel.Warning, "Certificate {Name} is not served yet, tried again in {Wait}: {Reason}")]
    private partial void LogNotServed(string name, TimeSpan wait, string reason);
}
