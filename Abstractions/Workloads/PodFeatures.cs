using System.Collections.Frozen;

namespace Reeve.Workloads;

/// <summary>What a provider honours. Admission refuses a pod that asks for more, with the path of the field.</summary>
public sealed record PodFeatures
{
    /// <summary>The features honoured. What is not in the set is refused, never dropped silently.</summary>
    public IReadOnlySet<PodFeature> Supported { get; init; } = FrozenSet<PodFeature>.Empty;

    /// <summary>
    /// The provider starts a pod of which some containers cannot be configured yet (<see cref="ResolvedContainer.Problem"/>)
    /// and starts those later, after an update. Otherwise the core waits until all are complete.
    /// </summary>
    public bool StartsIncomplete { get; init; }

    /// <summary>Names a feature set.</summary>
    /// <param name="features">The features honoured.</param>
    public static PodFeatures Of(params ReadOnlySpan<PodFeature> features) => new() { Supported = features.ToArray().ToFrozenSet() };

    /// <summary>Whether a feature is honoured.</summary>
    /// <param name="feature">The feature.</param>
    public bool Supports(PodFeature feature) => Supported.Contains(feature);
}
