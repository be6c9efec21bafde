namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>k3s stopped for a change, with pods going on.</summary>
internal sealed record PauseArguments
{
    /// <summary>Absolute path of k3s' data.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>What of the data the change may spoil, relative to them.</summary>
    public IReadOnlyList<string> Saved { get; init; } = [];
}
