namespace Reeve.Plugins.Kubeadm.Steps.Units;

/// <summary>What a unit was before.</summary>
internal sealed record UnitPrior
{
    /// <summary>The state of its file.</summary>
    public string FileState { get; init; } = "";

    /// <summary>Whether it ran.</summary>
    public bool Active { get; init; }
}
