using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Proxies.Certificates;

internal abstract partial class CertificateKeeper
{
    [LoggerMessage(6011, LogLevel.Warning, "Certificate {Name} cannot be had from {Source}, attempt {Attempt}: {Reason}")]
    private partial void LogFailure(string name, string source, int attempt, string reason);
}
