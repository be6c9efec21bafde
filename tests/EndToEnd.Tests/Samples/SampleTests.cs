using Reeve.Testing;

namespace Reeve.EndToEnd.Samples;

/// <summary>Every sample does what its first lines say.</summary>
public sealed class SampleTests
{
    [LinuxFact]
    public async Task Hello_RunUntilDone_SucceedsWithTheOutputOfEachContainer()
    {
        using var reeve = new ReeveCommand();

        await RunAsync(reeve, "hello.yaml", 0);

        Assert.Equal("prepared\n", await reeve.LogAsync("hello", "prepare"));
        Assert.Equal("hello wrote the message\n", await reeve.LogAsync("hello", "writer"));
        Assert.Equal("Hello, world!\n", await reeve.LogAsync("hello", "reader"));
    }

    [LinuxFact]
    public async Task InitContainers_RunUntilDone_KeepTheirOrder()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "init-containers.yaml", 0);
        Assert.Equal("one\ntwo\n", await reeve.LogAsync("init-containers", "main"));
    }

    [LinuxFact]
    public async Task Sidecar_RunUntilDone_StartsFirstAndIsStoppedLast()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "sidecar.yaml", 0);
        Assert.Equal("the sidecar was there first\n", await reeve.LogAsync("sidecar", "main"));
        Assert.Equal("ready\nflushed\n", await reeve.LogAsync("sidecar", "logger"));
    }

    [LinuxFact]
    public async Task Restarts_RunUntilDone_SecondTrySucceedsAndTheFirstLogIsKept()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "restarts.yaml", 0);
        Assert.Equal("it works now\n", await reeve.LogAsync("restarts", "second-try"));
        Assert.Equal("not yet\n", (await reeve.RunAsync("logs", "restarts", "-c", "second-try", "--previous")).Output);
    }

    [LinuxFact]
    public async Task RestartRules_RunUntilDone_ExitCode42IsTriedAgain()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "restart-rules.yaml", 0);
    }

    [LinuxFact]
    public async Task Probes_RunUntilDone_Succeeds()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "probes.yaml", 0);
        Assert.Equal("served\n", await reeve.LogAsync("probes", "server"));
    }

    [RequiresFact(Component.Perl)]
    public async Task NetworkProbes_RunUntilDone_EachKindWasAnswered()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "network-probes.yaml", 0);
        Assert.Equal("three requests\n", await reeve.LogAsync("network-probes", "http"));
        Assert.Equal("three connections\n", await reeve.LogAsync("network-probes", "tcp"));
        Assert.Equal("three health checks\n", await reeve.LogAsync("network-probes", "grpc"));
    }

    [LinuxFact]
    public async Task Hooks_RunUntilDone_PostStartRan()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "hooks.yaml", 0);
        Assert.Equal("the hook ran\n", await reeve.LogAsync("hooks", "main"));
    }

    [LinuxFact]
    public async Task TerminationMessage_RunUntilDone_IsTheEndOfTheLog()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "termination-message.yaml", 1);
        Assert.Contains("the disk is on fire", (await reeve.RunAsync("describe", "termination-message")).Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Deadline_RunUntilDone_FailsWithItsReason()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "deadline.yaml", 1);
        Assert.Contains("DeadlineExceeded", (await reeve.RunAsync("describe", "deadline")).Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Environment_RunUntilDone_EverySourceIsThere()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "environment.yaml", 0);
        Assert.Equal(
            "hello from backend|green|round|green|correct horse|backend|250|10.0.0.7:5432|$(TIER)|hello from backend\n",
            await reeve.LogAsync("environment", "main"));
    }

    [LinuxFact]
    public async Task Volumes_RunUntilDone_EveryKindIsThere()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "volumes.yaml", 0);
        Assert.Equal(
            "threads = 4\n400\napp=\"volumes\"\napp.conf\nkey.pem\nname\nunused.conf\n", await reeve.LogAsync("volumes", "main"));
    }

    [RequiresFact(Component.Root)]
    public async Task SubPath_RunUntilDone_ShowsThePart()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "subpath.yaml", 0);
        Assert.Equal("mine\n", await reeve.LogAsync("subpath", "read"));
    }

    [RequiresFact(Component.Root)]
    public async Task HostPath_RunUntilDone_IsReadOnly()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "host-path.yaml", 0);
        Assert.Equal("read only\n", await reeve.LogAsync("host-path", "main"));
    }

    [RequiresFact(Component.Root)]
    public async Task Security_RunUntilDone_IsAnotherUserWithTheVolumesGroup()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "security.yaml", 0);
        Assert.Equal("65534\n65534 2000\nNoNewPrivs:\t1\nwritable\n", await reeve.LogAsync("security", "main"));
    }

    [LinuxFact]
    public async Task Job_RunUntilDone_RunsEachCompletion()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "job.yaml", 0);
        foreach (var i in Enumerable.Range(0, 3))
        {
            Assert.Equal($"done by job-{i}\n", await reeve.LogAsync($"job-{i}", "main"));
        }
    }

    [LinuxFact]
    public async Task StopSignal_RunUntilDone_IsTheOneThatWasAskedFor()
    {
        using var reeve = new ReeveCommand();
        await RunAsync(reeve, "stop-signal.yaml", 0);
        Assert.Equal("stopped by USR1\n", await reeve.LogAsync("stop-signal", "logger"));
    }

    [LinuxTheory]
    [InlineData("deployment", "web-0", "web-1")]
    [InlineData("statefulset", "db-0", "db-1")]
    [InlineData("daemonset", "watcher-0")]
    public async Task Workload_Run_ItsPodsRunUntilTheyAreDeleted(string sample, params string[] pods) =>
        await RunUntilDeletedAsync(sample, pods, static text => text.Contains("ContainersReady: True", StringComparison.Ordinal));

    [LinuxFact]
    public async Task ReadinessGates_Run_ContainersAreReadyButThePodIsNot() =>
        await RunUntilDeletedAsync(
            "readiness-gates",
            ["readiness-gates"],
            static text => text.Contains("ContainersReady: True", StringComparison.Ordinal)
                && text.Contains("Ready:           False ReadinessGatesNotReady", StringComparison.Ordinal));

    [Fact]
    public void Samples_Directory_HoldsNothingThatNoTestRuns()
    {
        string[] tested =
        [
            "hello", "init-containers", "sidecar", "restarts", "restart-rules", "probes", "network-probes", "hooks", "termination-message", "deadline",
            "environment", "volumes", "subpath", "host-path", "security", "job",
            "deployment", "statefulset", "daemonset", "stop-signal", "readiness-gates",
        ];
        var samples = Directory.GetFiles(Repository.Samples, "*.yaml").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(tested.Order(), samples.Order());
    }

    // Deleted before its end, no pod has succeeded: the agent ends with 1.
    private static async Task RunUntilDeletedAsync(string sample, string[] pods, Func<string, bool> isReached)
    {
        using var reeve = new ReeveCommand();
        var agent = reeve.RunAsync("run", Path.Combine(Repository.Samples, sample + ".yaml"), "--until-done");
        foreach (var pod in pods)
        {
            await Eventually.TrueAsync(async () => isReached((await reeve.RunAsync("describe", pod)).Output), $"{pod} is as the sample says");
        }

        var deleted = await reeve.RunAsync(["delete", .. pods]);
        Assert.True(deleted.ExitCode == 0, deleted.ToString());
        Assert.Equal(1, (await agent).ExitCode);
    }

    private static async Task RunAsync(ReeveCommand reeve, string sample, int exitCode)
    {
        var result = await reeve.RunAsync("run", Path.Combine(Repository.Samples, sample), "--until-done");
        Assert.True(result.ExitCode == exitCode, result.ToString());
    }
}
