namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>A container's measures and its rate, in billionths of a processor.</summary>
internal sealed record MeasuredContainer(Reeve.Containers.ContainerStats Stats, ulong? Rate);
