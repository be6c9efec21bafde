using System.Diagnostics.CodeAnalysis;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>The HTTP client of probes and hooks: every request has its own connection, no proxy, no cookies.</summary>
internal static class ProbeClient
{
    /// <summary>What probes call themselves, so that servers that look for it find it.</summary>
    public const string UserAgent = "kube-probe/1.36";

    [SuppressMessage("Security", "CA5359", Justification = "Probes do not check certificates, by definition of the API.")]
    public static HttpMessageInvoker Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ActivityHeadersPropagator = null,
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
    });
}
