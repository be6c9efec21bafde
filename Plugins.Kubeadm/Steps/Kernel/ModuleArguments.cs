namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>A kernel module to load.</summary>
internal sealed record ModuleArguments
{
    /// <summary>Its name, with underscores.</summary>
    public required string Module { get; init; }
}
