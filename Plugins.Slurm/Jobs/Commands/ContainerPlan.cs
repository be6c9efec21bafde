namespace Reeve.Plugins.Slurm.Jobs.Commands;

/// <summary>What a container needs, before it becomes a command line.</summary>
internal sealed record ContainerPlan
{
    /// <summary>The image as the runtime takes it; empty where programs of the machine run.</summary>
    public required string Image { get; init; }

    /// <summary>Replaces the image's entry point; empty for the image's own.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Mounts, outer ones first.</summary>
    public required IReadOnlyList<BindMount> Mounts { get; init; }

    /// <summary>Working directory; null for the runtime's own.</summary>
    public string? Directory { get; init; }

    /// <summary>HOME of the manifest; null without.</summary>
    public string? Home { get; init; }

    /// <summary>The script that leaves <c>LD_LIBRARY_PATH</c> as the manifest has it; null where the manifest has none.</summary>
    public string? LibraryPathScript { get; init; }

    /// <summary>Options of the runtime from the pod's annotations, checked.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether it has NVIDIA devices.</summary>
    public bool Nvidia { get; init; }

    /// <summary>Whether it has AMD devices.</summary>
    public bool Amd { get; init; }

    /// <summary>Whether it may write to its root file system.</summary>
    public bool Writable { get; init; } = true;

    /// <summary>Flags for mpiexec; null if it is no MPI program.</summary>
    public IReadOnlyList<string>? Mpi { get; init; }
}
