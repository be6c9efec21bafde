using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Streams;
using Reeve.Testing;
using Reeve.Testing.Slurm;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Runner;

/// <summary>What a job's script says of the use of its containers.</summary>
public sealed class UsageTests
{
    private const string Busy = "n=0; while [ $n -lt 1000000 ]; do n=$((n+1)); done; sleep 1000";
    private const string Large = "x=$(head -c 30000000 /dev/zero | tr '\\0' x); (sh -c 'sleep 1000' &); sleep 1000; echo ${#x}";

    [LinuxFact]
    public Task Ask_ProgramsOfTheMachine_AreCountedByContainer() => AskAsync("host:", null);

    [RequiresFact(Component.Apptainer)]
    public async Task Ask_Instances_AreCountedByContainer()
    {
        using var files = new TempDirectory();
        await ApptainerProgram.MakeImageAsync(files["image.sif"]);
        await AskAsync(files["image.sif"], new ContainerOptions { Program = ApptainerProgram.Path, BackoffSeconds = 0 });
    }

    private static async Task AskAsync(string image, ContainerOptions? options)
    {
        using var run = new JobRun(
            PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("busy", Busy) with { Image = image }, PodSketch.Shell("large", Large) with { Image = image })), options);
        run.Start();
        await run.UntilAsync(progress => progress.Containers.All(container => container.State == ContainerRunState.Running), "both run");
        IReadOnlyList<ContainerUsage> usage = [];

        // Asked again until it shows: the programs have to come that far.
        await Eventually.TrueAsync(
            () =>
            {
                usage = File.Exists(run.Path("usage")) ? [.. UsageFiles.Parse($"pod x\n{File.ReadAllText(run.Path("usage"))}")] : [];
                File.WriteAllText(run.Path("control/usage"), "");
                return usage is [{ Container: "busy", Cpu.TotalSeconds: >= 0.2 }, { Container: "large", Memory: > 30_000_000 }];
            },
            "both are counted");
        await run.SignalAsync("TERM");
        await run.EndAsync();

        Assert.All(usage, container => Assert.Equal((0, true), (container.Attempt, container.Memory > 0)));
        Assert.True(usage[0].Memory < 20_000_000, $"{usage[0].Memory}");
    }
}
