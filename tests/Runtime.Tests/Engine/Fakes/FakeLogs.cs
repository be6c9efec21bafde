using System.Collections.Concurrent;
using System.Text;
using Reeve.Runtime.Engine.Logs;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Fakes;

internal sealed class FakeLogs : IContainerLogs
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public string Tail { get; set; } = "";

    public LogSpool Open(ContainerId container, bool tty)
    {
        Calls.Enqueue($"open {container.Name}#{container.Attempt}");
        return new LogSpool { StandardOutput = $"/logs/{container}.out", StandardError = $"/logs/{container}.err" };
    }

    public Task CompleteAsync(ContainerId container, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"complete {container.Name}#{container.Attempt}");
        return Task.CompletedTask;
    }

    public Task ReadAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken) =>
        output.WriteAsync(Encoding.UTF8.GetBytes($"log of {container}"), cancellationToken).AsTask();

    public ContainerId Find(PodId pod, string container, bool previous) => new() { Pod = pod, Name = container, Attempt = previous ? 1 : 2 };

    public Task<string> ReadTailAsync(ContainerId container, int maxLines, int maxBytes, CancellationToken cancellationToken) =>
        Task.FromResult(Tail);

    public void Prune(ContainerId newest) => Calls.Enqueue($"prune {newest.Name}#{newest.Attempt}");

    public Task RemoveAsync(PodId pod)
    {
        Calls.Enqueue($"remove {pod}");
        return Task.CompletedTask;
    }

    public long GetUsedBytes(PodId pod) => 42;

    public long GetUsedBytes(PodId pod, string container) => 21;
}
