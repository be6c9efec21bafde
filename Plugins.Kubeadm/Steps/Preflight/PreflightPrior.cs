namespace Reeve.Plugins.Kubeadm.Steps.Preflight;

/// <summary>Nothing is changed, and nothing restored.</summary>
internal sealed record PreflightPrior;
