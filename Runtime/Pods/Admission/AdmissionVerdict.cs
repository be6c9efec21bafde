using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Admission;

/// <summary>Whether a pod is taken on.</summary>
internal sealed record AdmissionVerdict
{
    /// <summary>Why it is not; null if it is.</summary>
    public PodFailure? Refusal { get; init; }

    /// <summary>What it asks for and does not get, one sentence each, because the configuration says that this may be ignored.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}
