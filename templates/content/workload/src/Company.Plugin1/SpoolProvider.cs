using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Company.Plugin1;

/// <summary>Runs each pod as a job of the spool. What runs is known to the backend alone: this class can be made anew at any time.</summary>
public sealed class SpoolProvider : IWorkloadProvider, IPodLogs
{
    private const int Terminated = 128 + 15;
    private readonly ProviderContext _context;
    private readonly SpoolOptions _options;
    private readonly Spool _spool;

    public SpoolProvider(ProviderContext context)
    {
        _context = context;
        _options = context.Options.Get(SpoolJson.Default.SpoolOptions);
        _spool = new Spool(_options.Directory ?? Path.Combine(context.StateDirectory, "spool"));
    }

    /// <summary>What a pod may ask for. Whatever else it asks for is refused before it comes here.</summary>
    public PodFeatures Features { get; } = PodFeatures.Of(PodFeature.MultipleContainers);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _spool.Open();
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<NodeDescription> WatchNodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new NodeDescription { Capacity = new Dictionary<string, Quantity> { ["pods"] = new Quantity(_options.Pods) } };
        await Task.Delay(Timeout.InfiniteTimeSpan, _context.TimeProvider, cancellationToken);
    }

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    // Returns once the backend has accepted the pod; the same pod may come again.
    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        _spool.Submit(pod.Id.Token, new Job
        {
            Uid = pod.Id.Uid,
            StartedAt = _context.TimeProvider.GetUtcNow(),
            Containers = pod.Containers.ToDictionary(container => container.Name, container => container.Spec.Command.Concat(container.Spec.Args).ToArray()),
        });
        return Task.CompletedTask;
    }

    // Returns once the backend confirms that nothing runs.
    public Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        _spool.Cancel(pod.Token, Terminated, _context.TimeProvider.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken)
    {
        _spool.Remove(pod.Token);
        return Task.CompletedTask;
    }

    // Every pod of this owner, then Synced, then each change.
    public async IAsyncEnumerable<PodWatchItem> WatchPodsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateUnbounded<string>();
        using var watcher = new FileSystemWatcher(_spool.Directory, "*.job") { IncludeSubdirectories = false };
        watcher.Created += (_, change) => changes.Writer.TryWrite(change.Name!);
        watcher.Changed += (_, change) => changes.Writer.TryWrite(change.Name!);
        watcher.Deleted += (_, change) => changes.Writer.TryWrite(change.Name!);
        watcher.Renamed += (_, change) => changes.Writer.TryWrite(change.Name!);

        // The backend could not tell of everything: whoever watches watches again.
        watcher.Error += (_, failure) => changes.Writer.TryComplete(
            new ProviderException(ErrorReason.Transient, $"The spool cannot be watched: {failure.GetException().Message}"));
        watcher.EnableRaisingEvents = true;

        var known = new Dictionary<string, PodId>();
        foreach (var name in _spool.List())
        {
            if (Look(name, known) is { } item)
            {
                yield return item;
            }
        }

        yield return PodWatchItem.Synced;
        await foreach (var file in changes.Reader.ReadAllAsync(cancellationToken))
        {
            if (file.EndsWith(".job", StringComparison.Ordinal) && Look(Path.GetFileNameWithoutExtension(file), known) is { } item)
            {
                yield return item;
            }
        }
    }

    public async Task ReadLogsAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        var command = _spool.Find(pod.Token)?.Containers.GetValueOrDefault(container)
            ?? throw new ProviderException(ErrorReason.NotFound, $"There is no job of the container {container}.");
        await output.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"submitted: {string.Join(' ', command)}\n"), cancellationToken);
    }

    // Releases what this instance holds; jobs go on.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private PodWatchItem? Look(string name, Dictionary<string, PodId> known)
    {
        if (_spool.Find(name) is not { } job)
        {
            return known.Remove(name, out var gone) ? PodWatchItem.Gone(gone) : null;
        }

        // The spool may be shared: only jobs of this owner are this provider's.
        var id = new PodId { Owner = _context.Owner, Uid = job.Uid };
        if (id.Token != name)
        {
            return null;
        }

        known[name] = id;
        return PodWatchItem.For(new PodReport
        {
            Id = id,
            AcceptedAt = job.StartedAt,
            Finished = job.ExitCode is not null,
            Containers = [.. job.Containers.Keys.Select(container => Report(container, job))],
        });
    }

    private static ContainerReport Report(string container, Job job) => job.ExitCode is not { } exitCode
        ? new ContainerReport { Name = container, State = ContainerRunState.Running, StartedAt = job.StartedAt, Started = true, Ready = true }
        : new ContainerReport
        {
            Name = container,
            State = ContainerRunState.Terminated,
            Reason = exitCode == 0 ? "Completed" : "Error",
            ExitCode = exitCode,
            StartedAt = job.StartedAt,
            FinishedAt = job.FinishedAt ?? job.StartedAt,
        };
}
