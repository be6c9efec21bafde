using System.Globalization;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Testing;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Runner;

/// <summary>Logs that become too long.</summary>
public sealed class LogLimitTests
{
    private const int Most = 512 * 1024;

    [LinuxFact]
    public async Task Run_MoreThanIsKept_GivesTheOlderHalfBackAndKeepsPositions()
    {
        const int Lines = 30_000;
        var script = $"i=0; while [ $i -lt {Lines} ]; do i=$((i+1)); echo \"line $i of a log that is too long for what is kept of it\"; done; echo error >&2";
        using var run = await JobRun.CompleteAsync(
            PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", script))), new ContainerOptions { Runtime = "none", BackoffSeconds = 0, MaxLogBytes = Most });

        var text = run.Log("c");
        var (size, cut) = (new FileInfo(run.Path("logs/c/0.out")).Length, (await File.ReadAllTextAsync(run.Path("logs/c/0.cut"))).Split(' '));
        var begin = int.Parse(cut[0], CultureInfo.InvariantCulture);
        Assert.Equal("0\n", cut[1]);
        Assert.InRange(size - begin, Most / 2, Most);
        Assert.All(text[..begin], character => Assert.Equal('\0', character));
        Assert.EndsWith($"line {Lines} of a log that is too long for what is kept of it\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', text[begin..]);
        var blocks = await Tool.RunAsync("stat", ["--format=%b", run.Path("logs/c/0.out")]);
        Assert.InRange(long.Parse(blocks.Output, CultureInfo.InvariantCulture) * 512, 1, 2 * Most);
        Assert.Equal("error\n", run.Log("c", stream: "err"));
    }

    [LinuxFact]
    public async Task Run_FileSystemThatCannotGiveBack_KeepsEverythingAndSaysSo()
    {
        using var programs = new TempDirectory();
        await File.WriteAllTextAsync(programs["fallocate"], "#!/bin/sh\nexit 1\n");
        File.SetUnixFileMode(programs["fallocate"], (UnixFileMode)0x1ED);
        var pod = PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "head -c 700000 /dev/zero | tr '\\0' x")));
        using var run = new JobRun(pod, new ContainerOptions { Runtime = "none", MaxLogBytes = Most });
        await File.WriteAllTextAsync(
            run.Path("job.sh"), (await File.ReadAllTextAsync(run.Path("job.sh"))).Replace("REEVE_POD=", $"PATH={programs.Path}:$PATH\nREEVE_POD=", StringComparison.Ordinal));
        run.Start();
        await run.EndAsync();

        Assert.Equal(new string('x', 700_000), run.Log("c"));
        Assert.False(File.Exists(run.Path("logs/c/0.cut")));
        Assert.Contains(run.Progress!.Events, item => item.Event.Reason == "LogNotCut");
    }
}
