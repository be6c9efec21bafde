using Reeve.Proxies;

namespace Reeve.Runtime.Tests.Proxies;

/// <summary>A provider that takes what it is told to take, and remembers it.</summary>
internal sealed class RecordingProvider : IProxyProvider
{
    private static readonly string[] AllFeatures = ["routes.retries", "routes.timeout", "routes.response"];

    public ProxyCapabilities Capabilities { get; } = new()
    {
        TakesSockets = true, Protocols = new HashSet<ProxyProtocol> { ProxyProtocol.Http, ProxyProtocol.Udp }, Features = new HashSet<string>(AllFeatures),
    };

    public ProxySnapshot? Served { get; private set; }

    /// <summary>Refuses the next snapshot.</summary>
    public bool Refuses { get; set; }

    public int Starts { get; private set; }

    /// <summary>How often a snapshot was taken.</summary>
    public int Applied { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Starts++;
        return Task.CompletedTask;
    }

    public Task ApplyAsync(ProxySnapshot snapshot, CancellationToken cancellationToken)
    {
        if (Refuses)
        {
            Refuses = false;
            throw new ProviderException(ErrorReason.Invalid, "refused");
        }

        Served = snapshot;
        Applied++;
        return Task.CompletedTask;
    }

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken) => Task.FromResult(new ProxyObservation { Revision = Served?.Revision ?? 0 });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
