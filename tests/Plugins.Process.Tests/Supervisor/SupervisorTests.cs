using System.Globalization;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Supervisor;
using Reeve.Plugins.Process.Tests.Processes;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Supervisor;

public sealed class SupervisorTests
{
    private const long Megabyte = 1 << 20;

    [LinuxFact]
    public async Task Supervisor_WhileItsContainerRuns_CostsUnderOneMegabyteOfPrivateMemory()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("echo ready; exec sleep 1000") with { Environment = new() { ["LARGE"] = new string('x', 100_000) } };
        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");

        var privateBytes = File.ReadLines($"/proc/{harness.SupervisorOf(launch)}/smaps_rollup")
            .Where(line => line.StartsWith("Private_", StringComparison.Ordinal))
            .Sum(line => 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));

        Assert.InRange(privateBytes, 1, Megabyte / 4);
    }

    [LinuxFact]
    public async Task Supervisor_Running_ShowsNoSecretOfItsContainer()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("echo ready; exec sleep 1000") with { Environment = new() { ["PASSWORD"] = "hunter2" } };
        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");
        var supervisor = harness.SupervisorOf(launch);

        Assert.Equal($"reeve-supervisor\0{harness.IdOf(launch).Token}\0", await File.ReadAllTextAsync($"/proc/{supervisor}/cmdline"));
        Assert.Equal("", await File.ReadAllTextAsync($"/proc/{supervisor}/environ"));
        Assert.DoesNotContain(harness.JournalOf(launch), line => line.Contains("hunter2", StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task Supervisor_Killed_IsReportedAndNothingOfTheContainerGoesOn()
    {
        await using var harness = await DriverHarness.StartAsync();
        var daemon = Path.Combine(harness.Root, "daemon");
        var launch = TestLaunch.Shell($"setsid sh -c 'echo $$ > {daemon}; while :; do sleep 0.01; done' & while ! [ -s {daemon} ]; do sleep 0.01; done; echo ready; wait");
        var main = (await harness.StartAsync(launch)).ProcessId!.Value;
        await harness.WrittenAsync(launch, "ready");

        System.Diagnostics.Process.GetProcessById(harness.SupervisorOf(launch)).Kill();
        var ended = await harness.EndAsync(launch);

        Assert.Equal((137, "ContainerStatusUnknown"), (ended.ExitCode, ended.Reason));
        Assert.Contains("supervisor", ended.Message, StringComparison.Ordinal);
        Assert.False(LiveProcess.Exists(main));
        Assert.False(LiveProcess.Exists(int.Parse(await File.ReadAllTextAsync(daemon), CultureInfo.InvariantCulture)));
        await harness.RestartAsync();
        Assert.Equal((137, "ContainerStatusUnknown"), ((await harness.EndAsync(launch)).ExitCode, (await harness.EndAsync(launch)).Reason));
    }

    [LinuxFact]
    public async Task Supervisor_TerminatingSignals_AreIgnored()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("trap 'exit 2' USR1; echo ready; while :; do sleep 0.01; done");
        var main = (await harness.StartAsync(launch)).ProcessId!.Value;
        await harness.WrittenAsync(launch, "ready");

        foreach (var signal in new[] { 1, 2, 3, 10, 13, 14, 15 })
        {
            Assert.Equal(0, Libc.Kill(harness.SupervisorOf(launch), signal));
        }

        Assert.Equal(0, Libc.Kill(main, 10));
        Assert.Equal(2, (await harness.EndAsync(launch)).ExitCode);
    }

    [LinuxFact]
    public async Task Supervisor_AgentDiesBeforeTheWorkloadRuns_NothingRunsAndTheJournalSaysSo()
    {
        var directory = Directory.CreateTempSubdirectory("reeve-supervisor-").FullName;
        var (journal, proof, output) = (Path.Combine(directory, "journal"), Path.Combine(directory, "proof"), Path.Combine(directory, "output"));
        await File.WriteAllTextAsync(output, "");
        // A FIFO holds the supervisor at its first line in the journal, until somebody reads.
        Assert.Equal(0, Libc.MakeFifo(journal, 0x180));
        using var poller = new Poller();
        using var launcher = new SupervisorLauncher(poller);
        using var supervisor = launcher.Launch("token");
        using var agent = new CancellationTokenSource();
        var answer = supervisor.SendAsync(
            new SupervisorSpec
            {
                JournalPath = journal, StandardOutput = output, StandardError = output, Token = "token", Label = "label", BootId = "boot",
                Arguments = ["/bin/touch", proof],
            },
            agent.Token);
        await agent.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        supervisor.Dispose();

        // A reader lets it go on; it stays, for the supervisor opens the journal once more for the second line.
        using var reader = new StreamReader(new FileStream(journal, FileMode.Open, FileAccess.ReadWrite));
        var lines = new[] { await reader.ReadLineAsync(), await reader.ReadLineAsync() };

        Assert.StartsWith("token started ", lines[0]!, StringComparison.Ordinal);
        Assert.StartsWith($"token failed {(int)SupervisorStage.Record} ", lines[1]!, StringComparison.Ordinal);
        Assert.False(File.Exists(proof));
        Directory.Delete(directory, recursive: true);
    }

    [LinuxFact]
    public async Task Supervisor_StreamsCannotBeOpened_SaysSoAndEnds()
    {
        using var poller = new Poller();
        using var launcher = new SupervisorLauncher(poller);
        using var supervisor = launcher.Launch("token");
        var spec = new SupervisorSpec { Token = "token", Arguments = ["/bin/true"] };

        var answer = await supervisor.SendAsync(spec, CancellationToken.None);

        Assert.StartsWith("failed ", answer, StringComparison.Ordinal);
        Assert.Null(await supervisor.ReadLineAsync(CancellationToken.None));
    }

    [RecordedCompilerFact("Plugins.Process/Supervisor")]
    public void Build_WithTheRecordedCompiler_GivesTheCommittedBytes()
    {
        var sources = Path.Combine(Repository.Root, "Plugins.Process", "Supervisor");
        var output = Directory.CreateTempSubdirectory("reeve-supervisor-").FullName;
        using (var build = System.Diagnostics.Process.Start("env", [$"OUT={output}", Path.Combine(sources, "build.sh"), "x64"]))
        {
            build.WaitForExit();
            Assert.Equal(0, build.ExitCode);
        }

        Assert.Equal(File.ReadAllBytes(Path.Combine(sources, "supervisor-linux-x64")), File.ReadAllBytes(Path.Combine(output, "supervisor-linux-x64")));
        Directory.Delete(output, recursive: true);
    }

    [Fact]
    public void Image_EveryArchitecture_IsEmbedded()
    {
        var names = typeof(SupervisorImage).Assembly.GetManifestResourceNames();

        Assert.Contains("supervisor-linux-x64", names);
        Assert.Contains("supervisor-linux-arm64", names);
    }
}
