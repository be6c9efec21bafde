using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Slurm.Streams;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Streams;

public sealed class LogReadingTests
{
    [LinuxFact]
    public async Task ReadAsync_BothStreams_AreInTheOrderOfTheIndex()
    {
        await using var log = await LogFiles.MakeAsync();
        log.Write(1, "one\ntw", "");
        log.Write(2, "", "bad\n");
        log.Write(3, "o\nthree", "");

        Assert.Equal("one\nbad\ntwo\nthree\n", await log.ReadAsync(new LogQuery()));
        Assert.Equal("one\ntwo\nthree\n", await log.ReadAsync(new LogQuery { Stream = LogStream.Stdout }));
        Assert.Equal("two\nthree\n", await log.ReadAsync(new LogQuery { TailLines = 2 }));
        Assert.Equal("", await log.ReadAsync(new LogQuery { TailLines = 0 }));
        Assert.Equal("one\nb", await log.ReadAsync(new LogQuery { LimitBytes = 5 }));
        Assert.Equal("two\nthree\n", await log.ReadAsync(new LogQuery { SinceTime = DateTimeOffset.UnixEpoch.AddSeconds(3) }));
        Assert.Equal(
            "1970-01-01T00:00:01.000000000Z one\n1970-01-01T00:00:02.000000000Z bad\n",
            await log.ReadAsync(new LogQuery { Timestamps = true, LimitBytes = 70 }));
    }

    [LinuxFact]
    public async Task ReadAsync_Following_GoesOnUntilTheContainerEndsAndAllWasSent()
    {
        await using var log = await LogFiles.MakeAsync();
        log.Write(1, "one\n", "");
        using var output = new MemoryStream();

        var reading = log.FollowAsync(new LogQuery { Follow = true }, output);
        await Eventually.TrueAsync(() => output.Length == 4, "the first line");
        log.Write(2, "two\n", "");
        await Eventually.TrueAsync(() => output.Length == 8, "the second line");
        log.WriteUnindexed("last words");
        log.End();
        await reading;

        Assert.Equal("one\ntwo\nlast words\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [LinuxFact]
    public async Task ReadAsync_MoreThanABlock_IsWhole()
    {
        await using var log = await LogFiles.MakeAsync();
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(i => i.ToString("D9", CultureInfo.InvariantCulture) + "\n"));
        log.Write(1, text, "e\n");

        var read = await log.ReadAsync(new LogQuery());

        Assert.Equal(text.Length + 2, read.Length);
        Assert.Equal(text, read.Replace("e\n", "", StringComparison.Ordinal));
        Assert.Equal("000199999\ne\n", await log.ReadAsync(new LogQuery { TailLines = 2 }));
    }

    [Fact]
    public void Take_BlocksCutAnywhere_GiveTheSameText() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => Encoding.ASCII.GetString([.. bytes.Select(b => b % 5 == 0 ? (byte)'\n' : (byte)('a' + (b % 26)))])).ToArbitrary(),
        Gen.Choose(1, 7).ToArbitrary(),
        (text, size) =>
        {
            var lines = new LogAssembler(() => DateTimeOffset.UnixEpoch);
            var found = new StringBuilder();
            for (var at = 0; at < text.Length; at += size)
            {
                var piece = Encoding.ASCII.GetBytes(text.Substring(at, Math.Min(size, text.Length - at)));
                var index = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"1 {at + piece.Length} 0\n"));
                Append(found, lines.Take(new LogBlock { Kind = LogBlockKind.Data, Index = index, Output = piece }));
            }

            Append(found, lines.Rest());
            return found.ToString() == text;
        }).QuickCheckThrowOnFailure();

    private static void Append(StringBuilder text, IEnumerable<LogLine> lines)
    {
        foreach (var line in lines)
        {
            text.Append(Encoding.ASCII.GetString(line.Text.Span));
        }
    }

    [LinuxTheory]
    [InlineData(null, 0, "3 out three\n2 err two\n4 out four\nlate\n")]
    [InlineData(2, 0, "4 out four\nlate\n")]
    [InlineData(null, 4, "2 err two\n4 out four\nlate\n")]
    public async Task ReadAsync_BeginningDropped_BeginsWithTheNextWholeLine(int? tail, int since, string expected)
    {
        await using var log = await LogFiles.MakeAsync();
        log.Write(1, "1 out one\n", "1 err one\n");
        log.Write(2, "2 out two\n", "");
        log.Write(3, "3 out three\n", "");
        log.Write(4, "", "2 err two\n");
        log.Write(5, "4 out four\n", "");
        log.WriteUnindexed("late\n");
        log.Cut(13, 3);
        log.End();

        var text = await log.ReadAsync(new LogQuery { TailLines = tail, SinceTime = since == 0 ? null : DateTimeOffset.UnixEpoch.AddSeconds(since) });

        Assert.Equal(expected.Split('\n').Order(), text.Split('\n').Order());
        Assert.DoesNotContain('\0', text);
    }
}
