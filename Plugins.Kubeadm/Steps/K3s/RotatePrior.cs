namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>What was there before is in the copy that the pause has made.</summary>
internal sealed record RotatePrior;
