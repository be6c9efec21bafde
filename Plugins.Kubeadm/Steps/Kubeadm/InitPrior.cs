namespace Reeve.Plugins.Kubeadm.Steps.Kubeadm;

/// <summary>What of other clusters and network plugins was there before, and stays.</summary>
internal sealed record InitPrior
{
    /// <summary>Network devices with names that clusters use.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Chains of the packet filter with names that clusters use, each with its family and table.</summary>
    public IReadOnlyList<string> Chains { get; init; } = [];
}
