using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Containers;
using Reeve.Host.Control;
using Reeve.Kubernetes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Host.Tests.Control;

public sealed class ControlServerTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly FakeAgent _agent = new();
    private readonly ControlServer _server;
    private readonly ControlClient _client;

    public ControlServerTests()
    {
        _server = new ControlServer(ControlPaths.SocketIn(_directory.Path), _agent, NullLoggerFactory.Instance);
        _client = new ControlClient(_directory.Path);
    }

    public Task InitializeAsync() => _server.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task List_Pods_ThoseOfTheAgent()
    {
        _agent.Pods.Add(FakeAgent.Running("a"));

        var pod = Assert.Single(await _client.ListPodsAsync(CancellationToken.None));

        Assert.Equal(KubernetesJson.Serialize(_agent.Pods[0]), KubernetesJson.Serialize(pod));
        Assert.Equal("n1", (await _client.GetInfoAsync(CancellationToken.None)).NodeName);
    }

    [Fact]
    public async Task Watch_Pods_EveryChangeInOrder()
    {
        _agent.Pods.Add(FakeAgent.Running("a"));
        var types = new List<string>();
        await foreach (var change in _client.WatchPodsAsync(CancellationToken.None))
        {
            types.Add(change.Type);
        }

        Assert.Equal([WatchEventTypes.Added, WatchEventTypes.Bookmark, WatchEventTypes.Deleted], types);
    }

    [Theory]
    [InlineData(ErrorReason.NotFound)]
    [InlineData(ErrorReason.Invalid)]
    [InlineData(ErrorReason.Unsupported)]
    [InlineData(ErrorReason.Conflict)]
    [InlineData(ErrorReason.Transient)]
    [InlineData(ErrorReason.Exhausted)]
    [InlineData(ErrorReason.Denied)]
    [InlineData(ErrorReason.Unknown)]
    public async Task Call_AgentFails_SameReasonAndSentence(ErrorReason reason)
    {
        _agent.Failure = new ProviderException(reason, "It cannot be done.");

        var exceptions = new List<ProviderException>
        {
            await Assert.ThrowsAsync<ProviderException>(() => _client.ListPodsAsync(CancellationToken.None)),
            await Assert.ThrowsAsync<ProviderException>(
                () => _client.ReadLogsAsync(new PodKey("a", "b"), "c", new LogQuery(), Stream.Null, CancellationToken.None)),
            await Assert.ThrowsAsync<ProviderException>(
                () => _client.ExecAsync(new PodKey("a", "b"), "c", new ExecRequest { Command = ["x"] }, CancellationToken.None)),
        };

        Assert.All(exceptions, exception => Assert.Equal((reason, "It cannot be done."), (exception.Reason, exception.Message)));
    }

    [Fact]
    public async Task Logs_Query_ArrivesUnchanged()
    {
        var query = new LogQuery
        {
            Follow = true,
            Previous = true,
            Timestamps = true,
            TailLines = 0,
            LimitBytes = 12,
            SinceTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(7),
            Stream = LogStream.Stderr,
        };
        using var output = new MemoryStream();

        await _client.ReadLogsAsync(new PodKey("my ns", "p?x=1&y=%20"), "c&d", query, output, CancellationToken.None);

        Assert.Equal("a line\n", Encoding.UTF8.GetString(output.ToArray()));
        Assert.Equal((new PodKey("my ns", "p?x=1&y=%20"), "c&d"), (_agent.LogRequest!.Value.Pod, _agent.LogRequest.Value.Container));
        Assert.Equal(query, _agent.LogRequest.Value.Query);
    }

    [Fact]
    public async Task Delete_GraceAndWait_ArriveUnchanged()
    {
        await _client.DeletePodAsync(new PodKey("a", "b"), TimeSpan.FromSeconds(5), wait: true, CancellationToken.None);
        Assert.Equal((new PodKey("a", "b"), TimeSpan.FromSeconds(5), true), _agent.Deleted);

        await _client.DeletePodAsync(new PodKey("a", "b"), null, wait: false, CancellationToken.None);
        Assert.Equal((new PodKey("a", "b"), null, false), _agent.Deleted);
    }

    [Fact]
    public async Task Exec_StreamsSizesAndExitCode_BothWays()
    {
        var command = new List<string>();
        var size = new TerminalSize { Width = 1, Height = 1 };
        _agent.Exec = async (request, cancellationToken) =>
        {
            command.AddRange(request.Command);
            await foreach (var first in request.Resize!.WithCancellation(cancellationToken))
            {
                size = first;
                break;
            }

            await request.StandardError!.WriteAsync("to stderr"u8.ToArray(), cancellationToken);
            await request.StandardInput!.CopyToAsync(request.StandardOutput!, cancellationToken);
            return 300;
        };
        var input = new byte[200_000];
        Random.Shared.NextBytes(input);
        using var output = new MemoryStream();
        using var error = new MemoryStream();

        var exitCode = await _client.ExecAsync(
            new PodKey("a", "b"),
            "c",
            new ExecRequest
            {
                Command = ["sh", "-c", "echo \"a b\" & c=d"],
                Tty = true,
                StandardInput = new MemoryStream(input),
                StandardOutput = output,
                StandardError = error,
                Resize = OneSize(),
            },
            CancellationToken.None);

        Assert.Equal(300, exitCode);
        Assert.Equal(["sh", "-c", "echo \"a b\" & c=d"], command);
        Assert.Equal(new TerminalSize { Width = 132, Height = 43 }, size);
        Assert.Equal(input, output.ToArray());
        Assert.Equal("to stderr", Encoding.UTF8.GetString(error.ToArray()));
    }

    [Fact]
    public async Task Exec_ClientGoes_CommandIsCancelled()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        _agent.Exec = async (_, cancellationToken) =>
        {
            started.SetResult();
            await using var registration = cancellationToken.Register(() => cancelled.TrySetResult());
            await cancelled.Task;
            throw new OperationCanceledException(cancellationToken);
        };
        using var leave = new CancellationTokenSource();
        var call = _client.ExecAsync(new PodKey("a", "b"), "c", new ExecRequest { Command = ["x"] }, leave.Token);
        await started.Task.WaitAsync(Eventually.Deadline);

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task.WaitAsync(Eventually.Deadline);
    }

    [Fact]
    public async Task Start_SocketOfADeadAgent_Replaced()
    {
        using var other = new TempDirectory();
        var path = ControlPaths.SocketIn(other.Path);
        await File.WriteAllTextAsync(path, "left behind");
        await using var server = new ControlServer(path, _agent, NullLoggerFactory.Instance);

        await server.StartAsync(CancellationToken.None);

        using var client = new ControlClient(other.Path);
        Assert.True(await client.IsThereAsync(CancellationToken.None));
    }

    [Fact]
    public async Task IsThere_NoAgent_False()
    {
        using var client = new ControlClient("/nowhere");

        Assert.False(await client.IsThereAsync(CancellationToken.None));
    }

    [Fact]
    public void SocketIn_PathTooLong_Refused()
    {
        var exception = Assert.Throws<ProviderException>(() => ControlPaths.SocketIn("/" + new string('x', 120)));

        Assert.Contains("--state-dir", exception.Message, StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<TerminalSize> OneSize()
    {
        await Task.CompletedTask;
        yield return new TerminalSize { Width = 132, Height = 43 };
    }
}
