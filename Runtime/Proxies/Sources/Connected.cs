using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Proxies.Sources.Reporting;

namespace Reeve.Runtime.Proxies.Sources;

/// <summary>What there is once a cluster is reached.</summary>
/// <param name="client">The cluster.</param>
/// <param name="reflectors">Makes reflectors.</param>
/// <param name="events">Sends events.</param>
/// <param name="addresses">Where the proxy is reached.</param>
/// <param name="time">The clock.</param>
internal sealed class Connected(KubernetesClient client, ReflectorFactory reflectors, EventRecorder events, IReadOnlyList<string> addresses, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The cluster.</summary>
    public KubernetesClient Client => client;

    /// <summary>Makes reflectors.</summary>
    public ReflectorFactory Reflectors => reflectors;

    /// <summary>The objects; set once all of them have been seen.</summary>
    public Reflected Objects { get; set; } = null!;

    /// <summary>Tells the cluster what becomes of them.</summary>
    public SourceReporter Reporter { get; } = new(client, events, addresses, time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Objects is not null)
        {
            await Objects.DisposeAsync();
        }

        await events.DisposeAsync();
        reflectors.Dispose();
        client.Dispose();
    }
}
