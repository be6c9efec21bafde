using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>Watches the nodes of a cluster where it has an API, so that what happens to them is seen at once rather than at the next look.</summary>
internal sealed class NodeWatch(ClusterId cluster, WatchServices services, Action changed)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    public async Task RunAsync(Func<bool> isThere, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (isThere())
            {
                await WatchAsync(cancellationToken);
            }

            await Task.Delay(s_pause, services.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads one stream to its end; what it says is looked up by whoever is told, so that its lines are not read.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/nodes?watch=true&timeoutSeconds=300&resourceVersion=0", UriKind.Relative));
            using var response = await services.Apis.Get(cluster).SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return;
            }

            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            while (await reader.ReadLineAsync(cancellationToken) is not null)
            {
                changed();
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ProviderException or ObjectDisposedException or OperationCanceledException)
        {
            // The stream is cut, which is how an API server that goes away shows: worth a look.
            changed();
        }
    }
}
