using Reeve.Runtime.Pods;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>A pod and its measures.</summary>
internal sealed record MeasuredPod(PodRecord Record, PodStats Stats, IReadOnlyList<MeasuredContainer> Containers);
