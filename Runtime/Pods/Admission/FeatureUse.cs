using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Admission;

/// <summary>A field of a pod that asks for a feature.</summary>
internal readonly record struct FeatureUse(PodFeature Feature, string Field);
