using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Engine.Logs;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Logs;

public class ContainerLogsTests : IAsyncLifetime
{
    private static readonly PodId Pod = new() { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "u" };
    private readonly TempDirectory _directory = new();
    private readonly LogOptions _options;
    private ContainerLogs _logs;

    public ContainerLogsTests()
        : this(spools: null)
    {
    }

    protected ContainerLogsTests(string? spools)
    {
        _options = new LogOptions
        {
            Directory = _directory["logs"],
            SpoolDirectory = spools is null ? null : _directory[spools],
            PollInterval = TimeSpan.FromMilliseconds(20),
        };
        _logs = Create(_options);
    }

    [Fact]
    public async Task Read_AfterWriting_GivesLines()
    {
        var spool = _logs.Open(Attempt(0), tty: false);
        File.AppendAllText(spool.StandardOutput, "hello\n");
        await Eventually.TrueAsync(async () => await ReadAsync() == "hello\n", "the line is taken");
        Assert.NotEqual(spool.StandardOutput, spool.StandardError);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("rw-r-----", Mode(File.GetUnixFileMode(spool.StandardOutput)));
        }
    }

    [Fact]
    public async Task Read_Following_EndsWithTheContainer()
    {
        var spool = _logs.Open(Attempt(0), tty: true);
        Assert.Equal(spool.StandardOutput, spool.StandardError);
        using var output = new MemoryStream();
        var following = _logs.ReadAsync(Pod, "main", new LogQuery { Follow = true }, output, CancellationToken.None);
        File.AppendAllText(spool.StandardOutput, "a\n");
        await Eventually.TrueAsync(() => output.Length == 2, "the first line is followed");
        Assert.False(following.IsCompleted);
        File.AppendAllText(spool.StandardOutput, "b");
        await _logs.CompleteAsync(Attempt(0), CancellationToken.None);
        await following.WaitAsync(Eventually.Deadline);
        Assert.Equal("a\nb", Encoding.UTF8.GetString(output.ToArray()));
        Assert.False(File.Exists(spool.StandardOutput));
    }

    [Fact]
    public async Task Read_Following_EndsWithThePod()
    {
        _logs.Open(Attempt(0), tty: false);
        var following = _logs.ReadAsync(Pod, "main", new LogQuery { Follow = true }, Stream.Null, CancellationToken.None);
        await _logs.RemoveAsync(Pod);
        await following.WaitAsync(Eventually.Deadline);
        Assert.Equal(0, _logs.GetUsedBytes(Pod));
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Remove_OfAnAgentBefore_LeavesNothing()
    {
        File.AppendAllText(_logs.Open(Attempt(0), tty: false).StandardOutput, "a\n");
        await _logs.DisposeAsync();
        _logs = Create(_options);
        await _logs.RemoveAsync(Pod);
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task GetUsedBytes_WhatIsNotTaken_CountsForItsContainer()
    {
        var spool = _logs.Open(Attempt(0), tty: false);
        await _logs.DisposeAsync();
        File.AppendAllText(spool.StandardError, new string('x', 10_000));
        _logs = Create(_options);
        Assert.InRange(_logs.GetUsedBytes(Pod, "main"), 10_000, 40_000);
        Assert.InRange(_logs.GetUsedBytes(Pod), 10_000, 40_000);
        Assert.Equal(0, _logs.GetUsedBytes(Pod, "mai"));
    }

    [Fact]
    public async Task Read_NothingWritten_IsEmpty()
    {
        _logs.Open(Attempt(0), tty: false);
        Assert.Equal("", await ReadAsync());
        await _logs.CompleteAsync(Attempt(0), CancellationToken.None);
        Assert.Equal("", await ReadAsync());
    }

    [Fact]
    public async Task Read_Previous_GivesTheRunBefore()
    {
        await RunAsync(0, "zero\n");
        await Missing(new LogQuery { Previous = true });
        await RunAsync(1, "one\n");
        Assert.Equal("one\n", await ReadAsync());
        Assert.Equal("zero\n", await ReadAsync(new LogQuery { Previous = true }));
        Assert.True(_logs.GetUsedBytes(Pod) > 0);
        await RunAsync(2, "two\n");
        _logs.Prune(Attempt(2));
        Assert.Equal("one\n", await ReadAsync(new LogQuery { Previous = true }));
        Assert.DoesNotContain(Directory.EnumerateFiles(_directory.Path, "0.*", SearchOption.AllDirectories), _ => true);
    }

    [Fact]
    public Task Read_NoSuchContainer_IsNotFound() => Missing(new LogQuery());

    [Theory]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("Ä")]
    public void Open_NameThatIsNoLabel_IsInvalid(string name)
    {
        var error = Assert.Throws<ProviderException>(() => _logs.Open(Attempt(0) with { Name = name }, tty: false));
        Assert.Equal(ErrorReason.Invalid, error.Reason);
    }

    [Fact]
    public async Task Complete_AfterRestartWithoutOpen_TakesTheRest()
    {
        var spool = _logs.Open(Attempt(0), tty: false);
        await _logs.DisposeAsync();
        File.AppendAllText(spool.StandardOutput, "out\n");
        File.AppendAllText(spool.StandardError, "err\n");
        _logs = Create(_options);
        await _logs.CompleteAsync(Attempt(0), CancellationToken.None);
        await _logs.CompleteAsync(Attempt(0), CancellationToken.None);
        await _logs.CompleteAsync(Attempt(7), CancellationToken.None);
        Assert.Equal("out\n", await ReadAsync(new LogQuery { Stream = LogStream.Stdout }));
        Assert.Equal("err\n", await ReadAsync(new LogQuery { Stream = LogStream.Stderr }));
    }

    [Fact]
    public async Task ReadTail_LongLog_GivesItsEnd()
    {
        await RunAsync(0, string.Concat(Enumerable.Range(0, 50_000).Select(i => $"line {i} ä\n")));
        Assert.Equal("line 49998 ä\nline 49999 ä\n", await _logs.ReadTailAsync(Attempt(0), 2, 1000, CancellationToken.None));
        Assert.Equal("\n", await _logs.ReadTailAsync(Attempt(0), 80, 2, CancellationToken.None));
        Assert.InRange(Encoding.UTF8.GetByteCount(await _logs.ReadTailAsync(Attempt(0), 50_000, 2048, CancellationToken.None)), 2045, 2048);
    }

    [Fact]
    public async Task Follow_FloodAndQuietContainer_QuietOneIsServed()
    {
        var flood = _logs.Open(Attempt(0), tty: false);
        var quiet = _logs.Open(Attempt(0) with { Name = "quiet" }, tty: false);
        File.WriteAllText(flood.StandardOutput, string.Concat(Enumerable.Repeat("flood flood flood\n", 1_000_000)));
        File.AppendAllText(quiet.StandardOutput, "quiet\n");
        await Eventually.TrueAsync(async () => await ReadAsync(container: "quiet") == "quiet\n", "the quiet one is read");
        await _logs.CompleteAsync(Attempt(0), CancellationToken.None);
        Assert.StartsWith("flood", await ReadAsync(new LogQuery { LimitBytes = 5 }), StringComparison.Ordinal);
    }

    [RequiresFact(Component.Root)]
    public async Task Follow_FullDisk_LosesNothing()
    {
        using var disk = new SmallDisk("3m");
        await using var logs = Create(On(disk) with { MaxFileBytes = 64 << 20 });
        var spool = logs.Open(Attempt(0), tty: false);
        var ballast = Path.Combine(disk.Path, "ballast");
        File.WriteAllBytes(ballast, new byte[2 << 20]);
        var lines = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i}\n"));
        File.AppendAllText(spool.StandardOutput, lines);
        await Eventually.TrueAsync(() => disk.IsFull, "the disk is full");
        var error = await Assert.ThrowsAsync<ProviderException>(() => logs.CompleteAsync(Attempt(0), CancellationToken.None).WaitAsync(Eventually.Deadline));
        Assert.Equal(ErrorReason.Exhausted, error.Reason);
        using var output = new MemoryStream();
        var following = logs.ReadAsync(Pod, "main", new LogQuery { Follow = true }, output, CancellationToken.None);
        File.Delete(ballast);
        await following.WaitAsync(Eventually.Deadline);
        Assert.Equal(lines, Encoding.UTF8.GetString(output.ToArray()));
    }

    [RequiresFact(Component.Root)]
    public async Task Open_NoRoomForFiles_IsExhausted()
    {
        using var disk = new SmallDisk("64k,nr_inodes=3");
        await using var logs = Create(On(disk));
        var error = Assert.Throws<ProviderException>(() => logs.Open(Attempt(0), tty: false));
        Assert.Equal(ErrorReason.Exhausted, error.Reason);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _logs.DisposeAsync();
        _directory.Dispose();
    }

    private static ContainerLogs Create(LogOptions options) => new(options, TimeProvider.System, NullLogger.Instance);

    private LogOptions On(SmallDisk disk) => _options with
    {
        Directory = disk.Path,
        SpoolDirectory = _options.SpoolDirectory is null ? null : Path.Combine(disk.Path, "spools"),
    };

    private static ContainerId Attempt(int attempt) => new() { Pod = Pod, Name = "main", Attempt = attempt };

    private static string Mode(UnixFileMode mode) =>
        string.Concat("rwxrwxrwx".Select((c, i) => ((int)mode >> (8 - i) & 1) == 1 ? c : '-'));

    private async Task RunAsync(int attempt, string text)
    {
        File.AppendAllText(_logs.Open(Attempt(attempt), tty: false).StandardOutput, text);
        await _logs.CompleteAsync(Attempt(attempt), CancellationToken.None);
    }

    private async Task<string> ReadAsync(LogQuery? query = null, string container = "main")
    {
        using var output = new MemoryStream();
        await _logs.ReadAsync(Pod, container, query ?? new LogQuery(), output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private async Task Missing(LogQuery query)
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => _logs.ReadAsync(Pod, "main", query, Stream.Null, CancellationToken.None));
        Assert.Equal(ErrorReason.NotFound, error.Reason);
    }
}
