using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Pods;
using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>
/// Connects to ports of pods: from the login node to the compute node, whose network the containers share. What listens on that node's loopback alone, or
/// is behind a firewall, is reached by a step of the job.
/// </summary>
/// <param name="book">The pods.</param>
/// <param name="options">Where Slurm's commands are.</param>
internal sealed class PodForwarder(PodBook book, ControllerOptions options)
{
    /// <summary>See <see cref="IPodPortForward.ForwardPortAsync"/>.</summary>
    public async Task ForwardAsync(PodId id, int port, Stream connection, CancellationToken cancellationToken)
    {
        var pod = book.Get(id);
        if (pod.Findings is not { IsOver: false, Progress: { Addresses: [var address, ..], JobId: var job } })
        {
            throw new ProviderException(ErrorReason.NotFound, $"The pod does not run: {PodReports.WaitingMessage(pod.Findings)}");
        }

        await using var remote = await OpenAsync(pod.User.Shell, address, port, job, cancellationToken);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var up = CopyAsync(connection, remote, both.Token);
        var down = CopyAsync(remote, connection, both.Token);
        if (await Task.WhenAny(up, down) is { IsCompletedSuccessfully: false })
        {
            // A connection that breaks in one direction is of no use in the other.
            await both.CancelAsync();
        }

        await Task.WhenAll(up, down);
    }

    private async Task<Stream> OpenAsync(IRemoteShell shell, string address, int port, long job, CancellationToken cancellationToken)
    {
        try
        {
            return await shell.ConnectAsync(address, port, cancellationToken);
        }
        catch (ProviderException direct) when (direct.Reason == ErrorReason.Transient)
        {
            if (await RelayStream.TryOpenAsync(shell, options, job, port, cancellationToken) is { } relay)
            {
                return relay;
            }

            throw;
        }
    }

    private static async Task CopyAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        await RemoteStreams.OutputAsync(source, target, cancellationToken);

        // Zero bytes end this direction, and leave the other open.
        await target.WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
        await target.FlushAsync(cancellationToken);
    }
}
