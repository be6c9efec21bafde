namespace Reeve.Plugins.Kubeadm.Steps.Images;

/// <summary>Which images were there before.</summary>
internal sealed record ImagesPrior
{
    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
