using System.Globalization;
using Reeve.Plugins.Slurm.Pods;
using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>Reads what containers wrote, from the shared file system.</summary>
/// <param name="book">The pods.</param>
/// <param name="time">The clock.</param>
internal sealed class PodLogReader(PodBook book, TimeProvider time)
{
    private const string Pause = "0.5";

    /// <summary>See <see cref="IPodLogs.ReadLogsAsync"/>.</summary>
    public async Task ReadAsync(PodId id, string container, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        var pod = book.Get(id);
        var attempt = AttemptOf(pod, container, query.Previous);
        var follows = query.Follow && !query.Previous && !HasEnded(pod.Findings, container, attempt);
        var process = await pod.User.Shell.StartAsync(Command(pod, container, attempt, query, follows), cancellationToken);
        var errors = RemoteStreams.OutputAsync(process.StandardError, null, cancellationToken);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ending = follows ? EndAsync(process, pod, container, attempt, done.Token) : Task.CompletedTask;
        try
        {
            await CopyAsync(process, query, output, cancellationToken);
        }
        finally
        {
            await done.CancelAsync();
            await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await process.DisposeAsync();
            await errors.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static RemoteCommand Command(TrackedPod pod, string container, int attempt, LogQuery query, bool follows)
    {
        var since = query.SinceTime is { } from ? (from - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : 0;
        return new RemoteCommand
        {
            Arguments =
            [
                "bash", "-c", LogScript.Text, "reeve-logs",
                string.Create(CultureInfo.InvariantCulture, $"{pod.Directory}/logs/{container}/{attempt}"),
                query.TailLines?.ToString(CultureInfo.InvariantCulture) ?? "all",
                Math.Max(0, since).ToString(CultureInfo.InvariantCulture),
                follows ? "follow" : "once",
                Pause,
            ],
        };
    }

    // The attempt of the last report; a container that waits for its next one has written nothing in that.
    private static int AttemptOf(TrackedPod pod, string container, bool previous)
    {
        var report = pod.Findings.Progress?.Containers.FirstOrDefault(one => one.Name == container)
            ?? throw new ProviderException(ErrorReason.NotFound, $"Container {container} has not been started: {PodReports.WaitingMessage(pod.Findings)}");
        var current = report is { State: ContainerRunState.Waiting, Last: { } ended } ? ended : report;
        if (current.StartedAt is null && current.State == ContainerRunState.Waiting)
        {
            throw new ProviderException(ErrorReason.NotFound, $"Container {container} waits to start: {report.Reason} {report.Message}".TrimEnd());
        }

        var attempt = previous ? current.Attempt - 1 : current.Attempt;
        return attempt >= 0 ? attempt : throw new ProviderException(ErrorReason.NotFound, $"Container {container} has no earlier run.");
    }

    private static bool HasEnded(PodFindings findings, string container, int attempt)
    {
        var report = findings.Progress?.Containers.FirstOrDefault(one => one.Name == container);
        return findings.IsOver || report is null || report.Attempt > attempt || report.State is ContainerRunState.Terminated or ContainerRunState.Waiting;
    }

    private static async Task EndAsync(IRemoteProcess process, TrackedPod pod, string container, int attempt, CancellationToken cancellationToken)
    {
        await pod.WaitAsync(findings => HasEnded(findings, container, attempt), cancellationToken);
        await process.StandardInput.WriteAsync("end\n"u8.ToArray(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
    }

    private async Task CopyAsync(IRemoteProcess process, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        await using var input = new BufferedStream(process.StandardOutput, LogBlockReader.BufferSize);
        var reader = new LogBlockReader(input);
        var lines = new LogAssembler(time.GetUtcNow);
        var filter = new LogFilter(query, output);
        while (!filter.IsFull)
        {
            switch (await reader.ReadAsync(cancellationToken))
            {
                case { Kind: LogBlockKind.Data } block:
                    await filter.TakeAsync(lines.Take(block), cancellationToken);
                    await output.FlushAsync(cancellationToken);
                    break;
                case { Kind: LogBlockKind.CaughtUp }:
                    await filter.CatchUpAsync(cancellationToken);
                    break;
                case { Kind: LogBlockKind.End }:
                    await filter.TakeAsync(lines.Rest(), cancellationToken);
                    await filter.CatchUpAsync(cancellationToken);
                    return;
                default:
                    throw await FailureAsync(process, cancellationToken);
            }
        }

        await output.FlushAsync(cancellationToken);
    }

    private static async Task<ProviderException> FailureAsync(IRemoteProcess process, CancellationToken cancellationToken)
    {
        var code = await process.WaitAsync(cancellationToken);
        return code == LogScript.NoSuchAttempt
            ? new ProviderException(ErrorReason.NotFound, "The container wrote no log in that run, or it has been removed.")
            : new ProviderException(ErrorReason.Transient, $"The log program on the login node ended with code {code.ToString(CultureInfo.InvariantCulture)}.");
    }
}
