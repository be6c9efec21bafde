using Reeve.Testing;
using Reeve.Testing.Slurm;

namespace Reeve.EndToEnd.Slurm;

/// <summary>A test of a Slurm node that limits its jobs' memory. Whether the kernel does is not for anybody to install: without, it is skipped.</summary>
public sealed class MemoryLimitFactAttribute : FactAttribute
{
    /// <summary>Creates the mark.</summary>
    public MemoryLimitFactAttribute() =>
        Skip = Components.Missing(Component.SlurmNode) is { } missing && !Components.Required ? missing
            : SlurmCluster.CanLimitMemory ? null
            : "needs control groups of version 1, whose controllers Slurm 22.05 limits memory by without systemd";
}
