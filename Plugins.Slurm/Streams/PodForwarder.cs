using Reeve.Plugins.Slurm.Pods;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>Connects to ports of pods: from the login node to the compute node, whose network the containers share.</summary>
/// <param name="book">The pods.</param>
internal sealed class PodForwarder(PodBook book)
{
    /// <summary>See <see cref="IPodPortForward.ForwardPortAsync"/>.</summary>
    public async Task ForwardAsync(PodId id, int port, Stream connection, CancellationToken cancellationToken)
    {
        var pod = book.Get(id);
        if (pod.Findings is not { IsOver: false, Progress: { Addresses: [var address, ..] } })
        {
            throw new ProviderException(ErrorReason.NotFound, $"The pod does not run: {PodReports.WaitingMessage(pod.Findings)}");
        }

        await using var remote = await pod.User.Shell.ConnectAsync(address, port, cancellationToken);
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

    private static async Task CopyAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        await RemoteStreams.OutputAsync(source, target, cancellationToken);

        // Zero bytes end this direction, and leave the other open.
        await target.WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
        await target.FlushAsync(cancellationToken);
    }
}
