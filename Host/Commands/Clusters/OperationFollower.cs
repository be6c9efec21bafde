using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Agent;
using Reeve.Host.Clusters.Client;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering.Clusters;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Commands.Clusters;

/// <summary>Shows how an operation goes until it has ended, also over a restart of the agent. Ctrl-C ends the showing alone.</summary>
internal sealed class OperationFollower(Cli cli, ClusterClient client)
{
    // A restart of the agent must fit in.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Follows an operation.</summary>
    /// <param name="cluster">Its cluster.</param>
    /// <param name="id">Its id.</param>
    /// <param name="timeout">How long to wait; null for as long as it takes.</param>
    /// <param name="cancellationToken">Ends the showing.</param>
    /// <returns>The exit code: success if everything is as wanted.</returns>
    public async Task<int> FollowAsync(string cluster, string id, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals();
        using var late = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, cli.Time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(signals.Token, late.Token, cancellationToken);
        OperationDocument last;
        try
        {
            await using IOperationProgress progress = cli.OutIsTerminal ? new OperationScreen(cli) : new OperationLines(cli);
            last = await WatchAsync(cluster, id, progress, enough.Token);
        }
        catch (OperationCanceledException)
        {
            var how = $"\"reeve cluster operations watch {id}\" follows it, \"reeve cluster operations cancel {id}\" takes it back.";
            await cli.Error.WriteLineAsync(late.IsCancellationRequested && !signals.Asked.IsCompleted ? $"That took too long, but operation {id} goes on: {how}" : $"Operation {id} goes on: {how}");
            return signals.Asked.IsCompleted ? await signals.Asked : late.IsCancellationRequested ? ExitCodes.Failure : ExitCodes.Interrupted;
        }

        if (last.State == nameof(OperationState.Done))
        {
            return ExitCodes.Success;
        }

        var why = string.IsNullOrEmpty(last.Error) ? "" : $": {last.Error}";
        var then = last.State == nameof(OperationState.Stuck)
            ? $"; \"reeve cluster operations retry {id}\" tries again, \"reeve cluster operations abandon {id}\" leaves everything as it is"
            : $"; \"reeve cluster operations show {id}\" says more";
        await cli.Error.WriteLineAsync($"Operation {id} ({OperationWords.Purpose(last)}) is {OperationWords.State(last.State)}{why}{then}.");
        return ExitCodes.Failure;
    }

    private async Task<OperationDocument> WatchAsync(string cluster, string id, IOperationProgress progress, CancellationToken cancellationToken)
    {
        long? lost = null;
        while (true)
        {
            try
            {
                // To the end of the stream: that the operation is over may be told before what its last steps did.
                OperationDocument? last = null;
                await foreach (var operation in client.WatchAsync(cluster, id, cancellationToken))
                {
                    (lost, last) = (null, operation);
                    progress.Show(operation);
                }

                if (last is not null && OperationWords.IsOver(last))
                {
                    return last;
                }
            }
            catch (ProviderException exception) when (exception.Reason == ErrorReason.Transient && !(lost is { } since && cli.Time.GetElapsedTime(since) > Patience))
            {
                // The agent restarts: it goes on with the operation, and this with the showing.
                lost ??= cli.Time.GetTimestamp();
            }

            await Task.Delay(Pause, cli.Time, cancellationToken);
        }
    }
}
