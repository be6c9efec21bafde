namespace Reeve.Kubernetes;

/// <summary>A container of a pod.</summary>
public sealed record Container : ContainerCommon;
