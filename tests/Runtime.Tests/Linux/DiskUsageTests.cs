using Reeve.Runtime.Linux;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Linux;

public sealed class DiskUsageTests
{
    [LinuxFact]
    public async Task Measure_FileWithSeveralNames_CountsOnce()
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory["d"]);
        await File.WriteAllBytesAsync(directory["d/f"], new byte[10_000]);
        var linked = await Tool.RunAsync("ln", [directory["d/f"], directory["again"]]);
        Assert.True(linked.Succeeded, linked.ToString());

        var usage = DiskUsage.Measure(directory.Path, 100, CancellationToken.None);
        Assert.Equal(3, usage.Entries); // the directory itself, d, f
        Assert.InRange(usage.Bytes, 10_000, 60_000);
        Assert.True(usage.IsComplete);
    }

    [LinuxFact]
    public void Measure_MoreThanItMayLookAt_SaysSo()
    {
        using var directory = new TempDirectory();
        for (var i = 0; i < 20; i++)
        {
            File.WriteAllText(directory[$"f{i}"], "");
        }

        Assert.False(DiskUsage.Measure(directory.Path, 10, CancellationToken.None).IsComplete);
    }

    [LinuxFact]
    public void Measure_WhatIsNotThere_IsNothing() => Assert.Equal(default, DiskUsage.Measure("/no/such/directory", 10, CancellationToken.None) with { IsComplete = false });
}
