using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Company.Agent1;

/// <summary>Runs each pod as a timer: for as many seconds as its first argument says, or until it is stopped. The timers are files, so that they survive the program.</summary>
public sealed class TimerProvider(ProviderContext context) : IWorkloadProvider
{
    private readonly Channel<PodWatchItem> _changes = Channel.CreateUnbounded<PodWatchItem>();
    private readonly ConcurrentDictionary<string, ITimer> _timers = [];

    public PodFeatures Features { get; } = PodFeatures.Of();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(context.StateDirectory);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<NodeDescription> WatchNodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new NodeDescription { Capacity = new Dictionary<string, Quantity> { ["pods"] = new Quantity(100) } };
        await Task.Delay(Timeout.InfiniteTimeSpan, context.TimeProvider, cancellationToken);
    }

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(pod.Id)))
        {
            var container = pod.Containers[0];
            var seconds = double.Parse(container.Spec.Args.FirstOrDefault() ?? "3600", CultureInfo.InvariantCulture);
            var now = context.TimeProvider.GetUtcNow();
            Write(pod.Id, [pod.Id.Uid, container.Name, $"{now:O}", $"{now.AddSeconds(seconds):O}", ""]);
        }

        Tell(PathOf(pod.Id));
        return Task.CompletedTask;
    }

    public Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        if (File.Exists(PathOf(pod)) && File.ReadAllLines(PathOf(pod)) is [var uid, var name, var began, var ends, _] && Parse(ends) > context.TimeProvider.GetUtcNow())
        {
            Write(pod, [uid, name, began, $"{context.TimeProvider.GetUtcNow():O}", "stopped"]);
            Tell(PathOf(pod));
        }

        return Task.CompletedTask;
    }

    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(pod));
        if (_timers.TryRemove(PathOf(pod), out var timer))
        {
            timer.Dispose();
        }

        _changes.Writer.TryWrite(PodWatchItem.Gone(pod));
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<PodWatchItem> WatchPodsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(context.StateDirectory, "*.timer"))
        {
            Tell(file);
        }

        _changes.Writer.TryWrite(PodWatchItem.Synced);
        await foreach (var item in _changes.Reader.ReadAllAsync(cancellationToken))
        {
            yield return item;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        foreach (var timer in _timers.Values)
        {
            await timer.DisposeAsync();
        }
    }

    private static DateTimeOffset Parse(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private string PathOf(PodId pod) => Path.Combine(context.StateDirectory, pod.Token + ".timer");

    private void Write(PodId pod, string[] lines)
    {
        File.WriteAllLines(PathOf(pod) + ".new", lines);
        File.Move(PathOf(pod) + ".new", PathOf(pod), overwrite: true);
    }

    // Reports a timer, and once more when it ends.
    private void Tell(string file)
    {
        if (!File.Exists(file) || File.ReadAllLines(file) is not [var uid, var name, var began, var ends, var word])
        {
            return;
        }

        var left = Parse(ends) - context.TimeProvider.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            // A timer counts whole milliseconds and may fire a little early: then it is set anew for what is left.
            _timers
                .GetOrAdd(file, path => context.TimeProvider.CreateTimer(_ => Tell(path), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan))
                .Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }

        _changes.Writer.TryWrite(PodWatchItem.For(new PodReport
        {
            Id = new PodId { Owner = context.Owner, Uid = uid },
            AcceptedAt = Parse(began),
            Finished = left <= TimeSpan.Zero,
            Containers =
            [
                left > TimeSpan.Zero
                    ? new ContainerReport { Name = name, State = ContainerRunState.Running, StartedAt = Parse(began), Started = true, Ready = true }
                    : new ContainerReport
                    {
                        Name = name,
                        State = ContainerRunState.Terminated,
                        Reason = word == "stopped" ? "Error" : "Completed",
                        ExitCode = word == "stopped" ? 143 : 0,
                        StartedAt = Parse(began),
                        FinishedAt = Parse(ends),
                    },
            ],
        }));
    }
}
