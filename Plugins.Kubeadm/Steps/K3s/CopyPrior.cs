namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>What was there before a copy.</summary>
internal sealed record CopyPrior
{
    /// <summary>Directories on the way that were not there, the outermost first.</summary>
    public IReadOnlyList<string> MissingDirectories { get; init; } = [];
}
