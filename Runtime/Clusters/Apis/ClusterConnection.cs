using System.Net;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Http;

namespace Reeve.Runtime.Clusters.Apis;

/// <summary>Connections to one API server by one kubeconfig, as the agent.</summary>
internal sealed class ClusterConnection(KubernetesConnection connection, KubernetesClientOptions options) : IDisposable
{
    private const long MaxBody = 64 << 20;

    private readonly ConnectionPool _pool = new(connection, options);
    private readonly string _base = connection.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var credential = await connection.Credentials.GetAsync(cancellationToken);
        var path = request.RequestUri?.OriginalString ?? "";
        if (path is not ['/', ..])
        {
            throw new ProviderException(ErrorReason.Invalid, $"\"{path}\" is no path within the API server: it must begin with a slash.");
        }

        request.RequestUri = new Uri(_base + path, UriKind.Absolute);
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        request.Headers.Authorization = credential.Authorization;
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (connection.TlsServerName is { Length: > 0 } name)
        {
            request.Headers.Host = name; // the platform takes the name to ask for, and to check, from here
        }

        if (!request.Headers.Contains("Impersonate-User"))
        {
            request.Headers.TryAddWithoutValidation("Impersonate-User", AgentIdentity.User);
            request.Headers.TryAddWithoutValidation("Impersonate-Group", AgentIdentity.Group);
        }

        var isWatch = path.Contains("watch=true", StringComparison.Ordinal);
        var generation = _pool.Enter(credential.Certificate);
        try
        {
            var response = await (isWatch ? generation.Watches : generation.Requests).SendAsync(request, cancellationToken);
            if (!isWatch)
            {
                // Read whole, while the connection is held. A watch breaks off when its connection is given up, as watches do.
                await response.Content.LoadIntoBufferAsync(MaxBody, cancellationToken);
            }

            return response;
        }
        finally
        {
            generation.Leave();
        }
    }

    public void Dispose() => _pool.Dispose();
}
