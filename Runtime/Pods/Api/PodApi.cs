using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// Connects the pods of a node with an API server: what a <see cref="PodManager"/> needs from it and tells it. Nothing is asked of the
/// server before the manager asks. Disposed after the manager; what is still to be written is written for a short time then. Thread-safe.
/// </summary>
public sealed class PodApi : IAsyncDisposable
{
    private readonly ReflectorFactory _reflectors;
    private readonly ApiPodReporter _reporter;
    private readonly ApiPodSource _source;
    private readonly ApiObjectSource _objects;
    private readonly KeptObjects? _kept;

    /// <summary>Creates the connection.</summary>
    /// <param name="options">How pods are kept in step.</param>
    /// <param name="api">
    /// The API as the node. Its limit of requests per second has to fit the number of pods that may come at once: with
    /// <see cref="PodApiOptions.MaxParallelWrites"/> as the other bound it can be switched off.
    /// </param>
    /// <param name="events">Takes the events of pods.</param>
    /// <param name="node">The Node object, to which mirrors of static pods belong.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="meters">Makes meters; null for ones of its own.</param>
    public PodApi(
        PodApiOptions options,
        IKubernetesApi api,
        IEventRecorder events,
        NodeView node,
        TimeProvider timeProvider,
        ILoggerFactory loggers,
        IMeterFactory? meters = null)
    {
        var logger = loggers.CreateLogger<PodApi>();
        _reflectors = new(api, timeProvider, loggers, meters);
        _reporter = new(options, api, events, node, timeProvider, logger);
        _source = new(options, api, _reflectors, _reporter, new RevisionMark(options.StateDirectory), logger);
        _objects = new(options, api, _reflectors, timeProvider, logger);
        _kept = options.StateDirectory is { } state ? new(Path.Combine(state, "objects"), options.ObjectLinger, timeProvider, logger) : null;
        Objects = _kept is null ? _objects : new KeptObjectSource(_objects, _kept);
        Tokens = new ApiTokens(api, timeProvider);
    }

    /// <summary>The pods that are bound to the node.</summary>
    public IPodSource Pods => _source;

    /// <summary>What pods refer to.</summary>
    public IObjectSource Objects { get; }

    /// <summary>Tokens of pods' service accounts.</summary>
    public IServiceAccountTokens Tokens { get; }

    /// <summary>Writes statuses, events, deletions, and mirrors of static pods.</summary>
    public IPodReporter Reporter => _reporter;

    /// <summary>
    /// The server's history is not the one that was seen before: everything is listed anew, and statuses are written where the server's are older.
    /// </summary>
    public void Relist()
    {
        _reporter.Distrust();
        _reflectors.Relist();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _reporter.DisposeAsync();
        _kept?.Dispose();
        await _objects.DisposeAsync();
        _reflectors.Dispose();
    }
}
