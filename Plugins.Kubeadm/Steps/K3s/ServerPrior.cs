namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>What of the server was there before.</summary>
internal sealed record ServerPrior
{
    /// <summary>Whether there were data already, kept from an earlier cluster.</summary>
    public bool HadData { get; init; }
}
