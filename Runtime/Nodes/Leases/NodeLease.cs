using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Pods.Api;

namespace Reeve.Runtime.Nodes.Leases;

/// <summary>
/// The lease of a node in <c>kube-node-lease</c>: its heartbeat, and, by an annotation, the proof that no other agent uses its name.
/// Not thread-safe: one task claims, then renews.
/// </summary>
internal sealed partial class NodeLease
{
    /// <summary>Where leases of nodes are.</summary>
    public const string Namespace = "kube-node-lease";

    /// <summary>Names the agent that renews the lease.</summary>
    public const string InstanceAnnotation = "reeve.dev/instance";

    // A lease that was not renewed for so many times its duration has no holder, however much clocks differ.
    private const int AbandonedAfter = 3;
    private const int Tries = 5;

    private readonly IKubernetesApi _api;
    private readonly string _node;
    private readonly string _instance;
    private readonly TimeSpan _duration;
    private readonly NodeMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly ILogger _logger;
    private Lease? _latest;
    private ulong _revision;

    public NodeLease(
        IKubernetesApi api, string node, string instance, TimeSpan duration, NodeMetrics metrics, TimeProvider time, Func<double> random, ILogger logger) =>
        (_api, _node, _instance, _duration, _metrics, _time, _random, _logger) = (api, node, instance, duration, metrics, time, random, logger);

    /// <summary>
    /// Called when the lease's version went back: the cluster's store was restored to an older state. What nothing else tells so soon, since
    /// nothing else is written so often.
    /// </summary>
    public event Action? Restored;

    /// <summary>How often it is renewed.</summary>
    public TimeSpan RenewInterval => _duration / 4;

    /// <summary>Makes sure that no other agent renews this lease. Nothing is written.</summary>
    /// <exception cref="NodeNameTakenException">Another one does.</exception>
    /// <exception cref="KubernetesApiException">The API cannot be asked.</exception>
    public async Task ClaimAsync(CancellationToken cancellationToken)
    {
        _latest = await _api.FindAsync(ApiResources.Leases, Namespace, _node, cancellationToken);
        if (_latest is null || HolderOf(_latest) == _instance || _latest.Spec.RenewTime is not { } renewed
            || _time.GetUtcNow() - renewed.Value > _duration * AbandonedAfter)
        {
            return;
        }

        // Somebody renewed it lately. Whether he still lives is seen by watching, not by comparing clocks.
        var seen = _latest;
        LogObserving(_node, HolderOf(seen), _duration);
        var since = _time.GetTimestamp();
        while (_time.GetElapsedTime(since) < _duration)
        {
            await Task.Delay(RenewInterval / 4, _time, cancellationToken);
            var now = await _api.FindAsync(ApiResources.Leases, Namespace, _node, cancellationToken);
            if (now is not null && (now.Spec.RenewTime != seen.Spec.RenewTime || now.Metadata.Uid != seen.Metadata.Uid))
            {
                throw Taken(now);
            }

            _latest = now;
            if (now is null)
            {
                return;
            }
        }
    }

    /// <summary>Renews until cancelled. A failure is tried again soon, and does no more harm than being late.</summary>
    /// <param name="uid">The UID of the node's object as it is now; the lease goes when the node goes.</param>
    /// <param name="cancellationToken">Ends the renewing.</param>
    /// <exception cref="NodeNameTakenException">Another agent took the name over.</exception>
    public async Task RunAsync(Func<string?> uid, CancellationToken cancellationToken)
    {
        while (true)
        {
            var begun = _time.GetTimestamp();
            await RenewAsync(uid(), cancellationToken);

            // A few percent off, so that the nodes of a cluster that came up together drift apart.
            var interval = (RenewInterval * (1 + (0.04 * _random()))) - _time.GetElapsedTime(begun);
            await Task.Delay(interval > TimeSpan.Zero ? interval : TimeSpan.Zero, _time, cancellationToken);
        }
    }

    /// <summary>Renews now, with some tries.</summary>
    public async Task RenewAsync(string? uid, CancellationToken cancellationToken)
    {
        var pause = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(7), _random);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await WriteAsync(uid, cancellationToken);
                _metrics.CountRenewal(succeeded: true);
                return;
            }
            catch (KubernetesApiException e)
            {
                _metrics.CountRenewal(succeeded: false);
                if (attempt >= Tries)
                {
                    LogFailed(_node, e.Message);
                    return;
                }

                // Changed or gone meanwhile: look before the next try.
                if (e.IsConflict || e.IsNotFound || e.IsAlreadyExists)
                {
                    await RefreshAsync(cancellationToken);
                }

                await Task.Delay(pause.Next(e.RetryAfter), _time, cancellationToken);
            }
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            _latest = await _api.FindAsync(ApiResources.Leases, Namespace, _node, cancellationToken);
        }
        catch (KubernetesApiException e)
        {
            LogFailed(_node, e.Message);
            return;
        }

        if (_latest is not null)
        {
            Compare(_latest);
        }

        if (_latest is not null && HolderOf(_latest) is { Length: > 0 } other && other != _instance
            && _latest.Spec.RenewTime is { } renewed && _time.GetUtcNow() - renewed.Value < _duration)
        {
            throw Taken(_latest);
        }
    }

    private async Task WriteAsync(string? uid, CancellationToken cancellationToken)
    {
        var now = new MicroTime(_time.GetUtcNow());
        var taken = _latest is null || HolderOf(_latest) != _instance;
        var lease = (_latest ?? new Lease()) with
        {
            Metadata = (_latest?.Metadata ?? new ObjectMeta()) with
            {
                Name = _node,
                Namespace = Namespace,
                Annotations = new Dictionary<string, string>(_latest?.Metadata.Annotations ?? new Dictionary<string, string>())
                {
                    [InstanceAnnotation] = _instance,
                },
                OwnerReferences = uid is null ? [] : [new OwnerReference { ApiVersion = "v1", Kind = "Node", Name = _node, Uid = uid }],
            },
            Spec = (_latest?.Spec ?? new LeaseSpec()) with
            {
                HolderIdentity = _node,
                LeaseDurationSeconds = (int)_duration.TotalSeconds,
                RenewTime = now,
                AcquireTime = taken ? now : _latest!.Spec.AcquireTime ?? now,
            },
        };
        _latest = _latest is null
            ? await _api.CreateAsync(ApiResources.Leases, lease, cancellationToken)
            : await _api.ReplaceAsync(ApiResources.Leases, lease, cancellationToken);
        Compare(_latest);
    }

    private void Compare(Lease seen)
    {
        var revision = RevisionMark.Parse(seen.Metadata.ResourceVersion);
        var before = _revision;
        _revision = revision;
        if (revision < before)
        {
            LogRestored(_node);
            Restored?.Invoke();
        }
    }

    private NodeNameTakenException Taken(Lease lease) => new(
        $"Another agent runs as node {_node}: it renewed the lease {Namespace}/{_node} at {lease.Spec.RenewTime} "
        + $"(instance {(HolderOf(lease) is { Length: > 0 } holder ? holder : "unknown, perhaps a kubelet")}; this one is {_instance}). "
        + "End that agent, or give this one another name with --name.");

    private static string HolderOf(Lease lease) => lease.Metadata.Annotations.GetValueOrDefault(InstanceAnnotation) ?? "";
}
