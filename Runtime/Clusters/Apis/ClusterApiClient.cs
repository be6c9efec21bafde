using System.Net;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

namespace Reeve.Runtime.Clusters.Apis;

/// <summary>
/// The API of one cluster, by the kubeconfig that its provisioner gives. It is asked for again after a failure: certificates are renewed, and
/// clusters made anew, while the agent runs. Thread-safe.
/// </summary>
internal sealed class ClusterApiClient(ClusterId cluster, IKubeconfigSource kubeconfigs, TimeProvider time) : IClusterApi, IDisposable
{
    private static readonly KubernetesClientOptions s_options = new();

    private readonly SemaphoreSlim _turn = new(1);
    private ClusterConnection? _connection;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var connection = await ConnectAsync(cancellationToken);
        try
        {
            var response = await connection.SendAsync(request, cancellationToken);
            if (response.StatusCode is HttpStatusCode.Unauthorized)
            {
                Forget(connection);
            }

            return response;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or KubernetesConfigurationException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Forget(connection);
            throw new ProviderException(ErrorReason.Transient, $"The API server of {cluster} does not answer: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _turn.Dispose();
    }

    private async Task<ClusterConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _connection) is { } connection)
        {
            return connection;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _connection ??= await MakeAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ClusterConnection> MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var text = await kubeconfigs.GetAsync(cluster, new KubeconfigRequest(), cancellationToken);
            return new ClusterConnection(new KubeconfigLoader(time).LoadText(text, $"the kubeconfig of {cluster}"), s_options);
        }
        catch (KubernetesConfigurationException e)
        {
            // Being written, perhaps: the next request reads it again.
            throw new ProviderException(ErrorReason.Transient, e.Message, e);
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            throw new ProviderException(ErrorReason.Transient, $"The API of {cluster} cannot be reached yet: {e.Message}", e);
        }
    }

    // Requests that are under way end on the old connection.
    private void Forget(ClusterConnection connection)
    {
        if (Interlocked.CompareExchange(ref _connection, null, connection) == connection)
        {
            connection.Dispose();
        }
    }
}
