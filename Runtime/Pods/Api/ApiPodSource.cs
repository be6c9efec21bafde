using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// The pods that are bound to a node. What the server tells is gone is gone; what a later list merely lacks is left to the rule for
/// orphans, because a server may have been restored to an older state. Mirror pods are the reporter's. Thread-safe.
/// </summary>
internal sealed partial class ApiPodSource : IPodSource, IAsyncDisposable
{
    public const string SourceName = "api";

    private readonly PodApiOptions _options;
    private readonly IKubernetesApi _api;
    private readonly ReflectorFactory _reflectors;
    private readonly ApiPodReporter _reporter;
    private readonly RevisionMark _mark;
    private readonly ILogger _logger;
    private readonly string _selector;
    private readonly Lazy<IReflector<Pod>> _reflector;
    private volatile bool _wasRestored;

    public ApiPodSource(PodApiOptions options, IKubernetesApi api, ReflectorFactory reflectors, ApiPodReporter reporter, RevisionMark mark, ILogger logger)
    {
        _options = options;
        _api = api;
        _reflectors = reflectors;
        _reporter = reporter;
        _mark = mark;
        _logger = logger;
        _selector = $"spec.nodeName={options.Owner.Node}";
        _reflector = new(() => _reflectors.Start(ApiResources.Pods, new()
        {
            FieldSelector = _selector, QuorumList = true, OwnConnection = true, MinWatchTime = options.MinWatchTime,
        }));
    }

    /// <inheritdoc/>
    public string Name => SourceName;

    /// <inheritdoc/>
    public bool Covers(string key) => true;

    /// <inheritdoc/>
    public async IAsyncEnumerable<PodSourceItem> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CheckCluster();
        var reflector = _reflector.Value;
        try
        {
            await reflector.WaitUntilSyncedAsync(cancellationToken);
        }
        catch (KubernetesApiException e)
        {
            throw ApiErrors.ToProviderException(e);
        }

        await foreach (var change in reflector.ChangesAsync(cancellationToken))
        {
            if (change.Kind == ObjectChangeKind.Synced)
            {
                _reporter.Synced();
                SaveMark();
                yield return PodSourceItem.Synced;
            }
            else if (change.Object is not { Metadata.Uid: { Length: > 0 } uid } pod)
            {
                continue;
            }
            else if (MirrorPods.IsMirror(pod))
            {
                _reporter.SawMirror(pod, isGone: change.Kind == ObjectChangeKind.Deleted);
            }
            else if (change.Kind != ObjectChangeKind.Deleted)
            {
                _mark.Saw(pod.Metadata.ResourceVersion);
                if (_reporter.Saw(pod))
                {
                    yield return PodSourceItem.Set(new() { Key = uid, Hash = "", Pod = pod });
                }
            }
            else if (!change.IsInferred)
            {
                _mark.Saw(pod.Metadata.ResourceVersion);
                _reporter.Gone(uid);
                yield return PodSourceItem.Deleted(uid);
            }
            else if (_reporter.Misses(uid))
            {
                // The next watch begins with all that there is, which is what the rule for orphans is applied to.
                LogMissing(_logger, pod.Metadata.Namespace ?? "", pod.Metadata.Name, uid);
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken)
    {
        CheckCluster();
        KubernetesList<Pod> list;
        try
        {
            // Without a version the list comes from a quorum of the store, not from the server's memory.
            list = await _api.ListAllAsync(ApiResources.Pods, null, new() { FieldSelector = _selector, Limit = 500 }, cancellationToken);
        }
        catch (KubernetesApiException e)
        {
            throw ApiErrors.ToProviderException(e);
        }

        var passes = _mark.TryPass(list.Metadata.ResourceVersion);
        SaveMark();
        if (!passes)
        {
            _wasRestored = true;
            LogRestored(_logger);
            throw new ProviderException(ErrorReason.Transient, "The API server's state is older than what was seen before.");
        }

        return [.. list.Items.Where(pod => !MirrorPods.IsMirror(pod)).Select(pod => pod.Metadata.Uid ?? "")];
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsGoneAsync(string key, Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            return !_wasRestored
                && (await _api.FindAsync(ApiResources.Pods, pod.Metadata.Namespace, pod.Metadata.Name, cancellationToken))?.Metadata.Uid != key;
        }
        catch (KubernetesApiException e)
        {
            throw ApiErrors.ToProviderException(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        SaveMark();
        if (_reflector.IsValueCreated)
        {
            await _reflector.Value.DisposeAsync();
        }
    }

    // The pods of another cluster say nothing of those that run here.
    private void CheckCluster()
    {
        if (_options.ClusterId is { } recorded && _api.Endpoint.ClusterId != recorded)
        {
            throw new ProviderException(
                ErrorReason.Conflict,
                $"The API server is not that of the cluster whose pods run here: by its certificate authority it is {_api.Endpoint.ClusterId}, and that of the pods is {recorded}. Use another state directory for another cluster.");
        }
    }

    private void SaveMark()
    {
        try
        {
            _mark.Save();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotRecorded(_logger, e.Message);
        }
    }
}
