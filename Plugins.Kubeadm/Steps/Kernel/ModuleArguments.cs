namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>A kernel module to load.</summary>
internal sealed record ModuleArguments
{
    /// <summary>Its name, with underscores.</summary>
    public required string Module { get; init; }

    /// <summary>A directory that is there if it is part of the kernel; empty where only <c>/sys/module</c> tells.</summary>
    public string Evidence { get; init; } = "";
}
