namespace Reeve.Plugins.Kubeadm.Steps.Objects;

/// <summary>Nothing is changed, and nothing restored.</summary>
internal sealed record ReadyPrior;
