using Reeve.Runtime.Operations.Audit;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Operations;

public sealed class AuditLogTests : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Read_ByTime_GivesTheLatestFirst()
    {
        using var log = new AuditLog(_directory["audit"]);
        Write(log, 0, 5);

        Assert.Equal(["3", "2"], log.Read(new AuditQuery { Since = s_start.AddSeconds(2), Until = s_start.AddSeconds(4) }).Select(entry => entry.Action));
        Assert.Equal(["4"], log.Read(new AuditQuery { Limit = 1 }).Select(entry => entry.Action));
    }

    [Fact]
    public void Append_Grown_IsRotatedAndStillRead()
    {
        using var log = new AuditLog(_directory["audit"], maxBytes: 500);
        Write(log, 0, 40);

        Assert.True(Directory.GetFiles(_directory["audit"]).Length > 2);
        Assert.Equal(Enumerable.Range(10, 30).Reverse().Select(number => $"{number}"), log.Read(new AuditQuery { Limit = 30 }).Select(entry => entry.Action));
    }

    [Fact]
    public void Append_AfterATornLine_LosesNothingElse()
    {
        using (var log = new AuditLog(_directory["audit"]))
        {
            Write(log, 0, 2);
        }

        File.AppendAllText(Path.Combine(_directory["audit"], "audit.jsonl"), "{\"time\":\"2026-");
        using var next = new AuditLog(_directory["audit"]);
        Write(next, 2, 3);

        Assert.Equal(["2", "1", "0"], next.Read(new AuditQuery()).Select(entry => entry.Action));
    }

    [LinuxFact]
    public void Append_File_IsTheOwnersAlone()
    {
        using var log = new AuditLog(_directory["audit"]);
        Write(log, 0, 1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory["audit"], "audit.jsonl")));
    }

    private static void Write(AuditLog log, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            log.Append(new AuditEntry { Time = s_start.AddSeconds(i), Action = $"{i}" });
        }
    }
}
