using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Reeve;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Outbox;

/// <summary>The outbox is a directory with one file for each pod: all that the provider knows, so that it survives everything.</summary>
public sealed class OutboxProvider(ProviderContext context) : IWorkloadProvider, IPodLogs
{
    private readonly Channel<PodWatchItem> _changes = Channel.CreateUnbounded<PodWatchItem>();

    public PodFeatures Features { get; } = PodFeatures.Of(PodFeature.MultipleContainers);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(context.StateDirectory);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<NodeDescription> WatchNodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new NodeDescription { Capacity = new Dictionary<string, Quantity> { ["pods"] = Quantity.Parse("100") } };
        await Task.Delay(Timeout.InfiniteTimeSpan, context.TimeProvider, cancellationToken);
    }

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    public async Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        var file = FileOf(pod.Id);
        if (!File.Exists(file))
        {
            var letters = pod.Containers.Select(container =>
                $"{container.Name}\t{string.Join(' ', container.Spec.Command.Concat(container.Spec.Args))}");
            await File.WriteAllLinesAsync(file + ".new", [pod.Id.Uid, .. letters], cancellationToken);
            File.Move(file + ".new", file, overwrite: true); // whole, or not there
        }

        _changes.Writer.TryWrite(PodWatchItem.For(Report(file)));
    }

    // What was delivered cannot be stopped: nothing runs.
    public Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken)
    {
        File.Delete(FileOf(pod));
        _changes.Writer.TryWrite(PodWatchItem.Gone(pod));
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<PodWatchItem> WatchPodsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var report in Directory.EnumerateFiles(context.StateDirectory, "*.letter").Select(Report).Where(IsOurs))
        {
            yield return PodWatchItem.For(report);
        }

        yield return PodWatchItem.Synced;
        await foreach (var item in _changes.Reader.ReadAllAsync(cancellationToken))
        {
            yield return item;
        }
    }

    public async Task ReadLogsAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        var letter = File.Exists(FileOf(pod))
            ? File.ReadLines(FileOf(pod)).Skip(1).FirstOrDefault(line => line.StartsWith(container + '\t', StringComparison.Ordinal))
            : null;
        if (letter is null)
        {
            throw new ProviderException(ErrorReason.NotFound, $"Nothing was delivered for container {container}.");
        }

        await output.WriteAsync(System.Text.Encoding.UTF8.GetBytes(letter[(container.Length + 1)..] + "\n"), cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private string FileOf(PodId pod) => Path.Combine(context.StateDirectory, pod.Token + ".letter");

    // The name of a file comes of the whole identity, so that letters of another owner bear other names than they would here.
    private bool IsOurs(PodReport report) => File.Exists(FileOf(report.Id));

    private PodReport Report(string file)
    {
        var lines = File.ReadAllLines(file);
        DateTimeOffset delivered = File.GetLastWriteTimeUtc(file);
        return new PodReport
        {
            Id = new PodId { Owner = context.Owner, Uid = lines[0] },
            AcceptedAt = delivered,
            Finished = true,
            Containers =
            [
                .. lines.Skip(1).Select(line => new ContainerReport
                {
                    Name = line.Split('\t')[0],
                    State = ContainerRunState.Terminated,
                    Reason = "Completed",
                    StartedAt = delivered,
                    FinishedAt = delivered,
                }),
            ],
        };
    }
}
