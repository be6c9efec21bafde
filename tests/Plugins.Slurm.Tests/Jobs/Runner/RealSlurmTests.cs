using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Testing;
using Reeve.Testing.Slurm;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Runner;

/// <summary>Bundles as jobs of a real Slurm, with containers of a real Apptainer, as an ordinary user.</summary>
public sealed class RealSlurmTests
{
    private const string Secret = "t0p-secret-of-the-pod";

    [RequiresFact(Component.SlurmWithApptainer)]
    public async Task Job_OfAnOrdinaryUser_RunsItsContainersAndTellsNoSecret()
    {
        var cluster = await SlurmCluster.SharedAsync();
        await ApptainerProgram.MakeImageAsync(Image(cluster));
        var container = PodSketch.Shell("c", "cat /etc/secret/key; echo \"$TOKEN\"; id -u; echo $$SLURM_JOB_ID; while [ ! -e /work/go ]; do sleep 0.1; done; exit 3", ("TOKEN", Secret)) with
        {
            Image = Image(cluster),
            VolumeMounts = [new VolumeMount { Name = "secret", MountPath = "/etc/secret" }, new VolumeMount { Name = "work", MountPath = "/work" }],
            Resources = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["cpu"] = new(2), ["memory"] = Quantity.Parse("300Mi") } },
        };
        VolumePlan[] volumes =
        [
            new FilesVolume { Name = "secret", Revision = "1", Sensitive = true, Files = [new VolumeFile { Path = "key", Content = "in a file\n"u8.ToArray(), Mode = 0x100 }] },
            new EmptyDirVolume { Name = "work" },
        ];
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(container), volumes: volumes), new ContainerOptions { Program = ApptainerProgram.Path }, cluster.Login.SharedDirectory);
        var job = await SubmitAsync(cluster, run);
        await run.UntilAsync(progress => progress.Containers[0].Ready && run.Log("c").Count(c => c == '\n') == 4, "it runs");

        var shown = await cluster.RunAsync("scontrol", "show", "job", "-dd", job) + await cluster.RunAsync("squeue", "-j", job, "-o", "%all");
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        Assert.Contains("mem=300M", shown, StringComparison.Ordinal);
        Assert.Equal(job, run.Progress!.JobId.ToString(CultureInfo.InvariantCulture));
        var lines = run.Log("c").Split('\n');
        Assert.Equal(("in a file", Secret, job), (lines[0], lines[1], lines[3]));
        Assert.NotEqual("0", lines[2]);
        await File.WriteAllTextAsync(run.Path("volumes/work/go"), "");
        await run.UntilAsync(progress => progress.HasEnded, "it ends");
        Assert.Equal(3, run.Container("c").ExitCode);
        await Eventually.TrueAsync(async () => (await cluster.RunAsync("scontrol", "show", "job", job)).Contains("ExitCode=3:0", StringComparison.Ordinal), "Slurm knows the code");
    }

    [RequiresFact(Component.SlurmWithApptainer)]
    public async Task Job_StoppedByFileAndSignal_EndsWithinTheGrace()
    {
        var cluster = await SlurmCluster.SharedAsync();
        await ApptainerProgram.MakeImageAsync(Image(cluster));
        var container = PodSketch.Shell("c", "trap 'echo bye; exit 5' TERM; (sleep 4321 &); echo up; while :; do sleep 0.1; done") with { Image = Image(cluster) };
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(container)), new ContainerOptions { Program = ApptainerProgram.Path }, cluster.Login.SharedDirectory);
        var job = await SubmitAsync(cluster, run);
        await run.UntilAsync(_ => run.Log("c") == "up\n", "it runs");
        await File.WriteAllTextAsync(run.Path(PodLayout.Stop), "20\n");
        await cluster.RunAsync("scancel", $"--signal={PodLayout.StopSignal}", "--batch", job);
        await run.UntilAsync(progress => progress.HasEnded, "it ends");

        Assert.Equal(("up\nbye\n", 5), (run.Log("c"), run.Container("c").ExitCode));
        var left = await Tool.RunAsync("ps", ["-eo", "args"]);
        Assert.DoesNotContain("sleep 4321", left.Output, StringComparison.Ordinal);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Job_RequeuedByAnAdministrator_IsANewAttempt()
    {
        var cluster = await SlurmCluster.SharedAsync();
        var container = PodSketch.Shell("c", "echo run $SLURM_RESTART_COUNT; [ \"$SLURM_RESTART_COUNT\" = 1 ] || exec sleep 600");
        var annotations = new Dictionary<string, string> { ["slurm-job.knoc.io/flags"] = "--job-name=mine --requeue --begin=now -t 5" };
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(container), annotations), new ContainerOptions { Runtime = "none" }, cluster.Login.SharedDirectory);
        var job = await SubmitAsync(cluster, run);
        await run.UntilAsync(_ => run.Log("c").Length > 0, "it runs");
        await cluster.RunAsync("scontrol", "requeue", job);
        // Once it is in the queue again Slurm lets it rest for two minutes; an administrator need not, but is forgotten while the first run winds up.
        await Eventually.TrueAsync(async () => (await cluster.RunAsync("scontrol", "show", "job", job)).Contains("JobState=PENDING Reason=BeginTime", StringComparison.Ordinal), "it rests");
        // Not in the second in which slurmd ended the first run: it takes both for the same then, and refuses ("Job credential revoked").
        await cluster.RunAsync("scontrol", "update", $"JobId={job}", "StartTime=now+2");
        await run.UntilAsync(progress => progress is { HasEnded: true, Requeues: 1 }, "its second run ends");

        Assert.Equal((1, 0, "run 1\n"), (run.Container("c").Attempt, run.Container("c").ExitCode, run.Log("c", 1)));
    }

    private static string Image(SlurmCluster cluster) => Path.Combine(cluster.Login.SharedDirectory, "busybox.sif");

    // As the remote user would, with the options that the bundle says.
    private static async Task<string> SubmitAsync(SlurmCluster cluster, JobRun run)
    {
        await Tool.RunAsync("chown", ["-R", cluster.Login.User, Path.GetDirectoryName(run.Directory)!]);
        var options = run.Bundle.Job.Options.Select(option => option.Value is null ? $"--{option.Name}" : $"--{option.Name}={option.Value}");
        var output = await cluster.RunAsync(
            "runuser",
            ["-u", cluster.Login.User, "--", "sbatch", "--parsable", $"--job-name={run.Bundle.Job.Name}", $"--comment={run.Bundle.Job.Comment}", $"--chdir={run.Directory}",
             $"--output={run.Bundle.Job.OutputPath}", "--open-mode=append", .. options, run.Bundle.Job.ScriptPath]);
        return output.Trim();
    }
}
