namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>Whether a module was there before.</summary>
internal sealed record ModulePrior
{
    /// <summary>Loaded, or part of the kernel.</summary>
    public required bool Present { get; init; }
}
