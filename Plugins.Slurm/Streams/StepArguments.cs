using System.Globalization;
using Reeve.Plugins.Slurm.Controller;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>The command line of a step beside a job's own, as the programs of the login node take it.</summary>
internal static class StepArguments
{
    /// <summary>A directory of Slurm's commands or nothing, variables, and srun with its options.</summary>
    /// <param name="options">Where Slurm's commands are.</param>
    /// <param name="job">The job.</param>
    /// <param name="more">More options of srun.</param>
    public static IEnumerable<string> Srun(ControllerOptions options, long job, params IEnumerable<string> more) =>
    [
        .. Environment(options),
        "srun",
        string.Create(CultureInfo.InvariantCulture, $"--jobid={job}"),
        "--overlap",
        "--nodes=1",
        "--ntasks=1",
        "--relative=0",
        "--quiet",
        "--unbuffered",
        "--mpi=none",
        .. more,
    ];

    /// <summary>A directory of Slurm's commands or nothing, and <c>env</c> with variables.</summary>
    public static IEnumerable<string> Environment(ControllerOptions options) =>
        [options.CommandDirectory ?? "", "env", .. options.Environment.Select(variable => $"{variable.Key}={variable.Value}")];
}
