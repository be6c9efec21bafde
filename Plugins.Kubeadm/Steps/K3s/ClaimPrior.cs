using Reeve.Plugins.Kubeadm.Cleanup;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>What was there before the machine was taken.</summary>
internal sealed record ClaimPrior
{
    /// <summary>The places that k3s uses.</summary>
    public MachineSnapshot Before { get; init; } = new();
}
