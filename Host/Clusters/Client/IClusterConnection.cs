
namespace Reeve.Host.Clusters.Client;

/// <summary>A way to the REST API of an agent.</summary>
internal interface IClusterConnection : IDisposable
{
    /// <summary>The whole address of a path.</summary>
    Uri UriOf(string path);

    /// <summary>Sends a request; its answer is one that says yes, with its body yet to be read.</summary>
    /// <exception cref="ApiException">The agent refuses.</exception>
    /// <exception cref="ProviderException">It does not answer.</exception>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
