using System.Text;
using NSubstitute;
using Reeve.Containers;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Engine.Logs;

public sealed class AttemptLogsTests
{
    private const string Lines = """
        2026-01-01T00:00:00.000000100Z stdout F one
        2026-01-01T00:00:01.000000000Z stderr P tw
        2026-01-01T00:00:02.000000000Z stderr F o
        2026-01-01T00:00:03.000000000Z stdout F three

        """;

    private readonly List<(ContainerId Attempt, LogQuery Query)> _asked = [];

    [Theory]
    [InlineData(LogStream.All, false, null, null, "one\ntwo\nthree\n")]
    [InlineData(LogStream.Stderr, false, null, null, "two\n")]
    [InlineData(LogStream.Stdout, true, null, null, "2026-01-01T00:00:00.000000100Z one\n2026-01-01T00:00:03.000000000Z three\n")]
    [InlineData(LogStream.All, false, 3, null, "three\n")]
    [InlineData(LogStream.All, false, null, 5L, "one\nt")]
    public async Task Read_OfADriverThatKeepsLogs_IsWhatTheQueryAsksFor(LogStream stream, bool timestamps, int? since, long? limit, string expected)
    {
        var query = new LogQuery
        {
            Stream = stream, Timestamps = timestamps, LimitBytes = limit, Previous = true,
            SinceTime = since is { } seconds ? new DateTimeOffset(2026, 1, 1, 0, 0, seconds, TimeSpan.Zero) : null,
        };

        Assert.Equal(expected, await ReadAsync(Store(keeps: true), query));
        Assert.Equal((1, "a"), (_asked[0].Attempt.Attempt, _asked[0].Attempt.Name));
    }

    [Fact]
    public async Task Read_LimitReachedWhileFollowing_Ends()
    {
        var query = new LogQuery { Follow = true, LimitBytes = 4 };
        Assert.Equal("one\n", await ReadAsync(Store(keeps: true), query));
    }

    [Fact]
    public async Task Read_TheDriverDoesNotKeepThisOne_IsThatOfTheFiles()
    {
        Assert.Equal("log of a", await ReadAsync(Store(keeps: false), new LogQuery()));
        Assert.Equal("log of a", await ReadAsync(Substitute.For<IContainerDriver>(), new LogQuery()));
    }

    [Fact]
    public async Task ReadTail_OfADriverThatKeepsLogs_IsTheEndOfItsOutput()
    {
        var attempt = new ContainerId { Pod = TestPods.Id(), Name = "a", Attempt = 4 };
        Assert.Equal("hree\n", await new AttemptLogs(new FakeLogs { Tail = "file" }, Store(keeps: true)).ReadTailAsync(attempt, 80, 5, CancellationToken.None));
        Assert.Equal((attempt, 80L), (_asked[0].Attempt, _asked[0].Query.TailLines));
        Assert.Equal("file", await new AttemptLogs(new FakeLogs { Tail = "file" }, Store(keeps: false)).ReadTailAsync(attempt, 80, 5, CancellationToken.None));
    }

    // In pieces that end anywhere; one that follows does not end.
    private IContainerDriver Store(bool keeps)
    {
        var driver = Substitute.For<IContainerDriver, IContainerLogStore>();
        ((IContainerLogStore)driver).ReadLogsAsync(default!, default!, default!, default).ReturnsForAnyArgs(async call =>
        {
            var query = call.Arg<LogQuery>();
            _asked.Add((call.Arg<ContainerId>(), query));
            foreach (var piece in keeps ? Encoding.UTF8.GetBytes(Lines).Chunk(7) : [])
            {
                await call.Arg<Stream>().WriteAsync(piece, call.Arg<CancellationToken>());
                await call.Arg<Stream>().FlushAsync(call.Arg<CancellationToken>());
            }

            await (query.Follow ? Task.Delay(Timeout.Infinite, call.Arg<CancellationToken>()) : Task.CompletedTask);
            return keeps;
        });
        return driver;
    }

    private static async Task<string> ReadAsync(IContainerDriver driver, LogQuery query)
    {
        using var output = new MemoryStream();
        await new AttemptLogs(new FakeLogs(), driver).ReadAsync(TestPods.Id(), "a", query, output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
