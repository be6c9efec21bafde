namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>There was no file: otherwise the link is not made.</summary>
internal sealed record LinkPrior;
