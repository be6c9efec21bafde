using Reeve.Plugins.Slurm.Controller;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>Tells whether this machine can be a login node, before anything is made on it.</summary>
internal static class LocalLogin
{
    /// <summary>Checks that Slurm's commands are here.</summary>
    /// <param name="options">Where they are.</param>
    /// <param name="searchPath">The directories of PATH, separated by colons.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: they are not, with the ways out.</exception>
    public static void Check(ControllerOptions options, string? searchPath)
    {
        var directories = options.CommandDirectory is { } directory ? [directory] : (searchPath ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        if (options.Transport != "rest" && !directories.Any(one => File.Exists(Path.Combine(one, "sbatch"))))
        {
            throw new ProviderException(
                ErrorReason.Unsupported,
                "There is no sbatch on this machine: set providers.slurm.ssh.hosts to the cluster's login nodes, or providers.slurm.controller.commandDirectory.");
        }
    }
}
