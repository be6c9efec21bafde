namespace Reeve.Plugins.Kubeadm.Steps.Kubeadm;

/// <summary>What of a cluster was there before.</summary>
internal sealed record InitPrior
{
    /// <summary>Directories that kubeadm and its programs make, and that were there already: they are emptied and stay.</summary>
    public IReadOnlyList<string> Directories { get; init; } = [];
}
