using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Admission;

/// <summary>Decides whether the backend can run a pod as written, before anything is done. Thread-safe.</summary>
internal sealed class PodAdmission(IWorkloadProvider provider, PodManagerOptions options)
{
    /// <summary>The reason in the status of a pod that asks for what the provider lacks.</summary>
    public const string UnsupportedReason = "UnsupportedFeatures";

    /// <summary>The reason in the status of a pod that the provider says is wrong.</summary>
    public const string InvalidReason = "InvalidPod";

    /// <summary>Decides.</summary>
    /// <param name="pod">The pod with defaults.</param>
    /// <param name="node">What the backend offers; known if <see cref="NodeMatch.NeedsNode"/>.</param>
    public AdmissionVerdict Check(Pod pod, NodeDescription? node)
    {
        if (NodeMatch.Check(pod.Spec, node, options.Owner.Node) is { } mismatch)
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
                Reason = own.Any(error => error.Feature == PodFeature.Unknown) ? InvalidReason : UnsupportedReason,
                Message = string.Join("; ", all[false]),
            },
        };
    }

    private static string Lacks(PodFeature feature) => feature == PodFeature.Unknown
        ? "this type of volume is not supported"
        : $"the provider does not support {feature}";
}
