using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Probes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.KubeletApi.Support;

/// <summary>A provider whose capabilities are what a test says.</summary>
internal sealed class FakeProvider : IProvider, ICapabilities, IPodLogs, IPodExec, IPodAttach, IPodPortForward, IPodStats, IProbeCounts
{
    public HashSet<Type> Lacking { get; } = [];

    public Func<LogQuery, Stream, CancellationToken, Task> Logs { get; set; } = static (_, output, token) => output.WriteAsync("line\n"u8.ToArray(), token).AsTask();

    public Func<ExecRequest, CancellationToken, Task<int>> Exec { get; set; } = static (_, _) => Task.FromResult(0);

    public Func<AttachRequest, CancellationToken, Task> Attach { get; set; } = static (_, _) => Task.CompletedTask;

    public Func<int, Stream, CancellationToken, Task> Forward { get; set; } = EchoAsync;

    public Func<IReadOnlyList<PodStats>> Stats { get; set; } = static () => [];

    public IReadOnlyList<ProbeCount> Probes { get; set; } = [];

    /// <summary>The pods and containers that were asked for.</summary>
    public List<string> Asked { get; } = [];

    public T? Find<T>()
        where T : class => Lacking.Contains(typeof(T)) ? null : this as T;

    public Task ReadLogsAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        Ask(pod, container);
        return Logs(query, output, cancellationToken);
    }

    public Task<int> ExecAsync(PodId pod, string container, ExecRequest request, CancellationToken cancellationToken)
    {
        Ask(pod, container);
        return Exec(request, cancellationToken);
    }

    public Task AttachAsync(PodId pod, string container, AttachRequest request, CancellationToken cancellationToken)
    {
        Ask(pod, container);
        return Attach(request, cancellationToken);
    }

    public Task ForwardPortAsync(PodId pod, int port, Stream connection, CancellationToken cancellationToken)
    {
        Ask(pod, port.ToString());
        return Forward(port, connection, cancellationToken);
    }

    public Task<IReadOnlyList<PodStats>> GetStatsAsync(CancellationToken cancellationToken) => Task.FromResult(Stats());

    public IReadOnlyList<ProbeCount> Read() => Probes;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Writes input back until it ends.</summary>
    public static async Task EchoAsync(int port, Stream connection, CancellationToken cancellationToken)
    {
        var buffer = new byte[8192];
        int count;
        while ((count = await connection.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await connection.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        await connection.WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
    }

    private void Ask(PodId pod, string what)
    {
        lock (Asked)
        {
            Asked.Add($"{pod.Uid} {what}");
        }
    }
}
