using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Engine.Logs;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Logs;

public class AttemptLogProperties
{
    private static readonly LogStep[] Steps = [.. Enum.GetValues<LogStep>().Where(step => step is not (LogStep.None or LogStep.Completed))];

    [Fact]
    public void Any_WritesAndKillsAtAnyStep_ReadsBackWhatWasWritten() =>
        Prop.ForAll(Seeds(), seed =>
        {
            var random = new Random(seed);
            using var bench = new LogBench(maxFileBytes: random.Next(1, 3000));
            byte[][] written = [Run(bench, random, out var error), error];
            foreach (var (stream, expected) in new[] { (LogStream.Stdout, written[0]), (LogStream.Stderr, written[1]) })
            {
                var read = bench.ReadBytesAsync(new LogQuery { Stream = stream }).GetAwaiter().GetResult();
                Assert.Equal(Encoding.Latin1.GetString(expected), Encoding.Latin1.GetString(read));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyQuery_EqualsNaiveModel() =>
        Prop.ForAll(Seeds(), seed =>
        {
            var random = new Random(seed);
            using var bench = new LogBench(maxFileBytes: random.Next(1, 3000));
            Run(bench, random, out _);
            var lines = NaiveLog.Load(bench.Paths);
            for (var i = 0; i < 20; i++)
            {
                var query = NaiveLog.RandomQuery(random, lines, bench.Time.GetUtcNow());
                var read = bench.ReadBytesAsync(query).GetAwaiter().GetResult();
                Assert.Equal(NaiveLog.Read(lines, query), Encoding.Latin1.GetString(read));
            }
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue).ToArbitrary();

    private static byte[] Run(LogBench bench, Random random, out byte[] error)
    {
        using var written = new MemoryStream();
        using var writtenError = new MemoryStream();
        TryTo(bench, () => _ = bench.Log);
        for (var i = random.Next(1, 40); i > 0; i--)
        {
            var bytes = RandomBytes(random);
            var toError = random.Next(3) == 0;
            bench.Time.Advance(TimeSpan.FromMilliseconds(random.Next(3)));
            bench.Write(bytes, toError);
            (toError ? writtenError : written).Write(bytes);
            bench.KillAt = random.Next(2) == 0 ? Steps[random.Next(Steps.Length)] : LogStep.None;
            if (random.Next(4) > 0)
            {
                TryTo(bench, bench.Pump, random);
            }
        }

        while (!bench.Record.Completed)
        {
            TryTo(bench, () => bench.Log.Complete(bench.Buffers), random);
        }

        error = writtenError.ToArray();
        return written.ToArray();
    }

    /// <summary>Does something and, if the agent dies over it, leaves what a torn write may leave.</summary>
    private static void TryTo(LogBench bench, Action action, Random? random = null)
    {
        var step = bench.KillAt;
        try
        {
            action();
        }
        catch (AgentKilledException)
        {
            bench.Restart();
            var record = LogRecordFile.Read(bench.Paths.State);
            if (random is not null && step == LogStep.Appended && record is { } committed)
            {
                using var log = new FileStream(bench.Paths.Log, FileMode.Open);
                log.SetLength(random.NextInt64(committed.Length, log.Length + 1));
                using var state = new FileStream(bench.Paths.State, FileMode.Open);
                state.Position = (committed.Sequence + 1) % 2 * LogRecord.Size;
                state.Write(new byte[random.Next(LogRecord.Size)]);
            }
        }
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(20) == 0 ? random.Next(40_000) : random.Next(200)];
        random.NextBytes(bytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            // Line ends at random places, also none for long. No NUL: a workload that writes them last cannot truncate.
            bytes[i] = random.Next(30) == 0 && bytes.Length < 1000 ? (byte)'\n' : Math.Max(bytes[i], (byte)1);
            bytes[i] = bytes.Length >= 1000 && bytes[i] == '\n' ? (byte)'x' : bytes[i];
        }

        return bytes;
    }
}
