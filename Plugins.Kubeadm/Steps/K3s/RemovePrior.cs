namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>Nothing comes back.</summary>
internal sealed record RemovePrior;
