using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Proxies.Certificates;

/// <inheritdoc/>
internal sealed class CertificateManagers(TimeProvider time, ILoggerFactory loggers) : ICertificateManagers
{
    /// <inheritdoc/>
    public ICertificateManager Create(CertificateSources sources) => new CertificateManager(sources, time, loggers.CreateLogger<CertificateManager>());
}
