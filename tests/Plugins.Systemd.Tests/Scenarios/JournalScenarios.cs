using System.Text;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>What containers write, kept by the machine's journal and read back from there.</summary>
internal static class JournalScenarios
{
    private const string Options = """{"logs":"journal"}""";

    public static async Task Output_OfBothStreams_IsToldApartAndWhole()
    {
        await using var harness = await Harness.StartAsync(Options);
        var launch = harness.Shell("echo one; echo; echo '<3>two'; printf 'no end'; echo first >&2; head -c 60000 /dev/zero | tr '\\0' x >&2; echo last >&2", new SecurityContext { RunAsUser = 12345 });
        var (end, file) = await harness.RunAsync(launch);

        Assert.Equal((0, ""), (end.ExitCode, file));
        // An empty line is the one thing that the journal does not keep.
        Assert.Equal(["F one", "F <3>two", "P no end"], Texts(await ReadAsync(harness, launch, new LogQuery { Stream = LogStream.Stdout })));
        var error = Texts(await ReadAsync(harness, launch, new LogQuery { Stream = LogStream.Stderr }));
        Assert.Equal("F first", error[0]);
        Assert.Equal(new string('x', 60000) + "last", string.Concat(error.Skip(1).Select(line => line[2..])));
        Assert.All(error.Skip(1).SkipLast(1), line => Assert.StartsWith("P ", line, StringComparison.Ordinal));
        Assert.Equal(3 + error.Count, (await ReadAsync(harness, launch, new LogQuery())).Count);
        // So a person finds it.
        var found = await Tool.RunAsync("journalctl", ["--output=cat", "_TRANSPORT=stdout", "REEVE_CONTAINER=main", "REEVE_CLUSTER=" + harness.Owner.Cluster, "PRIORITY=6"]);
        Assert.Equal("one\n<3>two\nno end\n", found.Output);
    }

    public static async Task Tail_AndSince_AreWhatIsAskedFor()
    {
        await using var harness = await Harness.StartAsync(Options);
        var launch = harness.Shell("seq 1 50; printf end");
        await harness.RunAsync(launch);
        var all = await ReadAsync(harness, launch, new LogQuery());

        Assert.Equal(51, all.Count);
        Assert.Equal(["F 49", "F 50", "P end"], Texts(await ReadAsync(harness, launch, new LogQuery { TailLines = 3 })));
        Assert.Empty(await ReadAsync(harness, launch, new LogQuery { TailLines = 0 }));
        Assert.Equal(all, await ReadAsync(harness, launch, new LogQuery { TailLines = 1000 }));
        var time = DateTimeOffset.Parse(all[25].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var since = await ReadAsync(harness, launch, new LogQuery { SinceTime = time });
        Assert.Equal(all.TakeLast(since.Count), since);
        Assert.Contains(all[25], since);
    }

    public static async Task Follow_UntilTheEnd_GivesAllOfIt_AlsoAfterARestartOfTheAgent()
    {
        await using var harness = await Harness.StartAsync(Options);
        var launch = harness.Shell("echo one; trap 'echo two; exit 0' TERM; echo ready; while :; do sleep 0.02; done");
        await harness.StartAsync(launch);
        await Eventually.TrueAsync(async () => (await ReadAsync(harness, launch, new LogQuery())).Count == 2, "it is ready");
        // Which option there is now says nothing of what was started before.
        await harness.RestartAsync(forget: true, options: "{}");

        var following = ReadAsync(harness, launch, new LogQuery { Follow = true, TailLines = 1 });
        await harness.Driver.StopContainerAsync(launch.Id, null, TimeSpan.FromMinutes(5), CancellationToken.None);

        Assert.Equal(["F ready", "F two"], Texts(await following));
    }

    public static async Task Attempts_AreReadEachForItself()
    {
        await using var harness = await Harness.StartAsync(Options);
        var launch = harness.Shell("echo first");
        await harness.RunAsync(launch);
        var next = harness.Shell("echo second");
        next = next with { Id = next.Id with { Attempt = 1 } };
        await harness.RunAsync(next);
        // Its unit is no more, the journal still has it.
        await harness.Driver.RemoveContainerAsync(launch.Id, CancellationToken.None);

        Assert.Equal(["F first"], Texts(await ReadAsync(harness, launch, new LogQuery())));
        Assert.Equal(["F second"], Texts(await ReadAsync(harness, next, new LogQuery())));
    }

    /// <summary>Where the journal limits what a service may write, as it does by default.</summary>
    public static async Task Flood_WhereTheJournalLimitsServices_LosesNothing()
    {
        const int Lines = 20_000;
        const string Place = "/etc/systemd/journald.conf.d/zz-limit.conf";
        File.WriteAllText(Place, "[Journal]\nRateLimitIntervalSec=1h\nRateLimitBurst=1000\n");
        try
        {
            Assert.Equal(0, (await Tool.RunAsync("systemctl", ["restart", "systemd-journald.service"])).ExitCode);
            await using var harness = await Harness.StartAsync(Options);
            var launch = harness.Shell($"seq 1 {Lines}");
            await harness.RunAsync(launch);
            await Tool.RunAsync("systemd-run", ["--quiet", "--wait", "--unit=flood", "seq", "1", $"{Lines}"]);
            await Tool.RunAsync("journalctl", ["--sync"]);

            Assert.Equal(Enumerable.Range(1, Lines).Select(i => $"F {i}"), Texts(await ReadAsync(harness, launch, new LogQuery())));
            // That is what would happen otherwise.
            var limited = await Tool.RunAsync("journalctl", ["--output=cat", "_TRANSPORT=stdout", "_SYSTEMD_UNIT=flood.service"]);
            Assert.InRange(limited.Output.Count(c => c == '\n'), 1, Lines - 1);
        }
        finally
        {
            File.Delete(Place);
            await Tool.RunAsync("systemctl", ["restart", "systemd-journald.service"]);
        }
    }

    public static async Task Spool_Chosen_TheDriverHasNothing()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("echo one");
        var (_, file) = await harness.RunAsync(launch);

        using var output = new MemoryStream();
        Assert.False(await harness.Driver.ReadLogsAsync(launch.Id, new LogQuery(), output, CancellationToken.None));
        Assert.Equal(("one\n", 0), (file, (int)output.Length));
    }

    private static List<string> Texts(IEnumerable<string> lines) => [.. lines.Select(line => line.Split(' ', 3)[2])];

    private static async Task<IReadOnlyList<string>> ReadAsync(Harness harness, ContainerLaunch launch, LogQuery query)
    {
        using var output = new MemoryStream();
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        Assert.True(await harness.Driver.ReadLogsAsync(launch.Id, query, output, deadline.Token));
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
