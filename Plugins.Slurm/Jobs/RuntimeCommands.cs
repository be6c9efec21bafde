using Reeve.Plugins.Slurm.Jobs.Commands;
using Reeve.Plugins.Slurm.Jobs.Files;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Chooses how command lines of containers are made.</summary>
internal static class RuntimeCommands
{
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: no such runtime.</exception>
    public static IContainerCommands Of(ContainerOptions options, Placeholders placeholders) => options.Runtime switch
    {
        "none" => new HostCommands(options, placeholders),
        "apptainer" or "singularity" => new ApptainerCommands(options, placeholders),
        _ => throw new ProviderException(ErrorReason.Invalid, $"containers.runtime \"{options.Runtime}\": apptainer, singularity or none is expected."),
    };
}
