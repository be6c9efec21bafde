namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>A machine that a cluster of k3s takes.</summary>
internal sealed record ClaimArguments
{
    /// <summary>Absolute path of k3s' data.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Absolute path of its program.</summary>
    public required string Program { get; init; }
}
