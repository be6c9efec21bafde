using Reeve.Plugins.Slurm.Jobs.Files;

namespace Reeve.Plugins.Slurm.Jobs.Commands;

/// <summary>What starts the ranks of an MPI program.</summary>
internal static class MpiCommand
{
    public static IReadOnlyList<string> Of(ContainerPlan plan, ContainerOptions options, Placeholders placeholders) =>
        plan.Mpi is { } flags ? [options.MpiProgram, "-np", placeholders.Tasks, .. flags] : [];
}
