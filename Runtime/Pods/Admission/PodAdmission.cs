using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Admission;

/// <summary>Decides whether the backend can run a pod as written, before anything is done. Thread-safe.</summary>
internal sealed class PodAdmission(IWorkloadProvider provider, PodManagerOptions options)
{
    private readonly NodeLedger _ledger = new();
    private volatile PodFailure? _closed;

    /// <summary>The reason in the status of a pod that asks for what the provider lacks.</summary>
    public const string UnsupportedReason = "UnsupportedFeatures";

    /// <summary>The reason in the status of a pod that the provider says is wrong.</summary>
    public const string InvalidReason = "InvalidPod";

    /// <summary>Decides.</summary>
    /// <param name="pod">The pod with defaults.</param>
    /// <param name="node">What the backend offers; known if <see cref="NeedsNode"/>.</param>
    /// <param name="isStatic">The pod is the machine's own, not the API server's.</param>
    public AdmissionVerdict Check(Pod pod, NodeDescription? node, bool isStatic = false)
    {
        if (_closed is { } closed)
        {
            return new() { Refusal = closed };
        }

        var verdict = CheckProvider(pod, node);
        if (verdict.Refusal is null && options.Node is { } view)
        {
            verdict = verdict with { Refusal = new NodeAdmission(view, options.Owner.Node, _ledger).Admit(pod, isStatic, node) };
        }

        return verdict;
    }

    /// <summary>Refuses every pod from now on, with this reason.</summary>
    public void Close(PodFailure refusal) => _closed = refusal;

    /// <summary>Whether the answer depends on what the node is.</summary>
    public bool NeedsNode(PodSpec spec) => options.Node is not null || NodeMatch.NeedsNode(spec);

    /// <summary>Completes when what a decision depends on is known.</summary>
    public Task WhenNodeIsKnownAsync(CancellationToken cancellationToken) => options.Node?.Known.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Counts a pod that runs already.</summary>
    public void Adopt(Pod pod)
    {
        if (options.Node is not null)
        {
            _ledger.Add(pod.Metadata.Uid!, PodDemand.Of(pod.Spec));
        }
    }

    /// <summary>Lets a pod take what it asks for now.</summary>
    /// <returns>Null if it may; else what becomes of the change.</returns>
    public PodChangeResult? Resize(Pod pod, NodeDescription? node) => options.Node is { } view
        ? _ledger.TryResize(pod.Metadata.Uid!, PodDemand.Of(pod.Spec), NodeAdmission.Allocatable(view.Current, node))
        : null;

    /// <summary>A pod takes nothing any more.</summary>
    public void Release(string uid) => _ledger.Remove(uid);

    private AdmissionVerdict CheckProvider(Pod pod, NodeDescription? node)
    {
        if (options.Node is null && NodeMatch.Check(pod.Spec, node, options.Owner.Node) is { } mismatch)
        {
            return new() { Refusal = mismatch };
        }

        var features = provider.Features;
        var lacking = PodFeatureScan.Scan(pod.Spec)
            .Where(use => !features.Supports(use.Feature))
            .Select(use => new FieldError { Field = use.Field, Message = Lacks(use.Feature), Feature = use.Feature });
        var own = provider.Capability<IPodAdmission>()?.Validate(pod) ?? [];
        var all = lacking.Concat(own).ToLookup(error => error.Feature != PodFeature.Unknown && options.IgnoredFeatures.Contains(error.Feature));
        return new()
        {
            Ignored = [.. all[true].Select(error => $"{error.Field} is ignored: {error.Message}")],
            Refusal = !all[false].Any() ? null : new()
            {
                Reason = all[false].Select(error => error.Reason).FirstOrDefault(reason => reason is not null)
                    ?? (own.Any(error => error.Feature == PodFeature.Unknown) ? InvalidReason : UnsupportedReason),
                Message = string.Join("; ", all[false]),
            },
        };
    }

    private static string Lacks(PodFeature feature) => feature == PodFeature.Unknown
        ? "this type of volume is not supported"
        : $"the provider does not support {feature}";
}
