using Reeve.Plugins.Slurm.Jobs;
using Reeve.Testing;
using Reeve.Testing.Slurm;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Runner;

public sealed class MpiTests
{
    // Starts as many ranks as it is told, as an MPI's own program does on one node.
    private const string Launcher = """
        #!/bin/bash
        [ "$1" = -np ] || exit 90
        ranks=$2 flag=$3; shift 3
        for ((rank = 0; rank < ranks; rank++)); do PMI_RANK=$rank PMI_FLAG=$flag "$@" || exit; done
        """;

    private static readonly Dictionary<string, string> Annotations = new() { ["slurm-job.knoc.io/mpi-flags"] = "'--map by node'" };

    [LinuxFact]
    public async Task Job_WithMpiFlags_StartsAsManyRanksAsTheJobHasTasks()
    {
        using var files = new TempDirectory();
        var options = new ContainerOptions { Runtime = "none", MpiProgram = Write(files) };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "echo \"rank $PMI_RANK $PMI_FLAG $WHO\"", ("WHO", "a b"))), Annotations), options);

        Assert.Equal("rank 0 --map by node a b\nrank 1 --map by node a b\n", run.Log("c"));
    }

    [RequiresFact(Component.Apptainer)]
    public async Task Job_WithMpiFlagsAndImage_ShowsTheRanksTheirVariables()
    {
        using var files = new TempDirectory();
        await ApptainerProgram.MakeImageAsync(files["image.sif"]);
        var options = new ContainerOptions { Program = ApptainerProgram.Path, MpiProgram = Write(files) };
        var container = PodSketch.Shell("c", "echo \"rank $PMI_RANK $WHO $SLURM_JOB_ID\"", ("WHO", "a b")) with { Image = files["image.sif"] };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(container), Annotations), options);

        Assert.Equal(("rank 0 a b 7\nrank 1 a b 7\n", 0), (run.Log("c"), run.Container("c").ExitCode));
    }

    private static string Write(TempDirectory files)
    {
        var path = files["launcher"];
        File.WriteAllText(path, Launcher);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
