using System.Text;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Linux;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Logs;

public class AttemptLogTests
{
    [Fact]
    public void Pump_Lines_WritesCriFormat()
    {
        using var bench = new LogBench();
        _ = bench.Log;
        bench.Write("one\ntwo");
        bench.Write("bad\n", error: true);
        bench.Pump();
        Assert.Equal(
            ["2026-01-01T00:00:00.000000000Z stderr F bad", "2026-01-01T00:00:00.000000000Z stdout F one"],
            File.ReadAllLines(bench.Paths.Log).Order(StringComparer.Ordinal));
        bench.Log.Complete(bench.Buffers);
        Assert.EndsWith("Z stdout P two\n", File.ReadAllText(bench.Paths.Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16384, "F")]
    [InlineData(16385, "PF")]
    [InlineData(32768, "PF")]
    [InlineData(32769, "PPF")]
    public async Task Pump_LongLine_SplitsAndReadsBackWhole(int length, string tags)
    {
        using var bench = new LogBench();
        _ = bench.Log;
        bench.Write(new string('x', length) + "\n");
        bench.Pump();
        Assert.Equal(tags, string.Concat(File.ReadAllLines(bench.Paths.Log).Select(line => line[38])));
        Assert.Equal(new string('x', length) + "\n", await bench.ReadAsync());
    }

    [Fact]
    public async Task Pump_AfterRotation_KeepsCountAndNewestLines()
    {
        using var bench = new LogBench(maxFileBytes: 200, maxFiles: 3);
        _ = bench.Log;
        for (var i = 0; i < 100; i++)
        {
            bench.Write($"line {i}\n");
            bench.Pump();
        }

        Assert.Equal(2, bench.Paths.RotatedGenerations().Count);
        var read = (await bench.ReadAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(100 - read.Length, read.Length).Select(i => $"line {i}"), read);
        Assert.InRange(read.Length, 9, 15);
    }

    [LinuxFact]
    public void Pump_Flood_FreesSpool()
    {
        using var bench = new LogBench(maxFileBytes: 1 << 20, maxFiles: 2);
        _ = bench.Log;
        bench.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a line of some length\n", 800_000))));
        bench.Pump();
        var spool = OperatingSystem.IsLinux() ? FileStatus.Of(bench.Paths.StandardOutput)!.Value : default;
        Assert.Equal(17_600_000, spool.Length);
        Assert.InRange(spool.Allocated, 0, 64 * 1024);
    }

    [LinuxTheory]
    [InlineData("x\n")]
    [InlineData("first\n")]
    [InlineData("something longer than before\n")]
    public async Task Pump_WorkloadTruncatesItsStream_GoesOnFromItsStart(string second)
    {
        using var bench = new LogBench();
        _ = bench.Log;
        bench.Write("first\n");
        bench.Pump();
        File.WriteAllText(bench.Paths.StandardOutput, second);
        bench.Pump();
        bench.Write("third\n");
        bench.Pump();
        Assert.Equal("first\n" + second + "third\n", await bench.ReadAsync());
    }

    [Fact]
    public async Task Open_AfterCompletion_TakesMore()
    {
        using var bench = new LogBench();
        _ = bench.Log;
        bench.Write("one\n");
        bench.Log.Complete(bench.Buffers);
        Assert.True(bench.Record.Completed);
        Assert.False(File.Exists(bench.Paths.StandardOutput));
        bench.Restart();
        _ = bench.Log;
        Assert.False(bench.Record.Completed);
        bench.Write("two\n");
        bench.Log.Complete(bench.Buffers);
        Assert.Equal("one\ntwo\n", await bench.ReadAsync());
    }

    [Fact]
    public async Task Open_RecordLost_KeepsWholeLinesOfTheLog()
    {
        using var bench = new LogBench();
        _ = bench.Log;
        bench.Write("one\ntwo\n");
        bench.Pump();
        bench.Restart();
        File.WriteAllText(bench.Paths.State, "");
        File.AppendAllText(bench.Paths.Log, "2026-01-01T00:00:00.000000000Z stdout F to");
        _ = bench.Log;
        bench.Pump();
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal("one\ntwo\n", await bench.ReadAsync());
        }

        Assert.Equal(0, File.ReadAllBytes(bench.Paths.Log).Length - bench.Record.Length);
    }

    [Fact]
    public async Task Read_WorkloadAndReaderConcurrentWithRotation_SeesEachLineOnce()
    {
        using var bench = new LogBench(maxFileBytes: 2000);
        var log = bench.Log;
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < 3000; i++)
            {
                bench.Write($"{i}\n");
                log.Pump(bench.Buffers);
            }

            log.Complete(bench.Buffers);
        });
        using var output = new MemoryStream();
        var reading = new LogReader(bench.Options with { PollInterval = TimeSpan.FromMilliseconds(1) }, TimeProvider.System)
            .ReadAsync(bench.Paths, new LogQuery { Follow = true }, output, CancellationToken.None);
        await Task.WhenAll(writer, reading);
        Assert.Equal(string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i}\n")), Encoding.UTF8.GetString(output.ToArray()));
    }
}
