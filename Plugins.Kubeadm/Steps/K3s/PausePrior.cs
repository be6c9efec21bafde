namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>What k3s was before a change.</summary>
internal sealed record PausePrior
{
    /// <summary>The operation that makes the change: it names the copy of the data.</summary>
    public required string Operation { get; init; }

    /// <summary>Whether k3s ran.</summary>
    public bool Active { get; init; }
}
