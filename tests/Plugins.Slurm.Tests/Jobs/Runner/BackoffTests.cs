using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Runner;

public sealed class BackoffTests
{
    [LinuxFact]
    public async Task Always_FailsAgain_WaitsWithReasonAndLastState()
    {
        var spec = new PodSpec { RestartPolicy = RestartPolicies.Always, Containers = [PodSketch.Shell("c", "exit 6")] };
        using var run = new JobRun(PodSketch.Resolve(spec), new ContainerOptions { Runtime = "none", BackoffSeconds = 600, MaxBackoffSeconds = 600 });
        run.Start();
        await run.UntilAsync(progress => progress.Containers[0] is { State: ContainerRunState.Waiting, Reason: "CrashLoopBackOff", Attempt: 1 }, "it backs off");

        // The first restart came at once.
        Assert.Equal((1, 6), (run.Container("c").Last!.Attempt, run.Container("c").Last!.ExitCode));
        await run.UntilAsync(progress => progress.Events.Any(item => item.Event.Reason == "BackOff"), "it says so");
        await run.SignalAsync("TERM");
        await run.EndAsync();
        Assert.True(run.Progress!.HasEnded);
    }

    [LinuxFact]
    public async Task Template_OfTheSite_ReplacesTheBatchScript()
    {
        using var files = new TempDirectory();
        await File.WriteAllTextAsync(files["job.hbs"], "#!/bin/bash\nexport SITE={{name}}\nREEVE_POD={{directory}}\nexport REEVE_POD\n. {{runner}}\n");
        var options = new ContainerOptions { Runtime = "none", Template = files["job.hbs"], PassVariables = ["SITE"], AllowPreExec = true };
        var annotations = new Dictionary<string, string> { ["slurm-job.vk.io/pre-exec"] = "export SITE=\"$SITE and pod\"" };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "echo $SITE; echo ${SLURM_JOB_ID-hidden}")), annotations), options);

        Assert.Equal("test and pod\nhidden\n", run.Log("c"));
    }

    [Theory]
    [InlineData("{{nothing}}")]
    [InlineData("{{#if")]
    public void Template_ThatIsWrong_IsRefused(string text)
    {
        using var files = new TempDirectory();
        File.WriteAllText(files["job.hbs"], text);
        var bundler = JobBundling.Create(new ContainerOptions { Runtime = "none", Template = files["job.hbs"] });

        Assert.Equal(ErrorReason.Invalid, PodSketch.Refusal(bundler, PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "true")))).Reason);
        Assert.Equal(ErrorReason.Invalid, Assert.Throws<ProviderException>(() => JobBundling.Create(new ContainerOptions { Template = files["none"] })).Reason);
    }
}
