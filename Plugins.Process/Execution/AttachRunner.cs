using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Reeve.Containers;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervision;
using Reeve.Plugins.Process.Supervisor;

namespace Reeve.Plugins.Process.Execution;

/// <summary>
/// Connects somebody to a running container: the supervisor copies what it moves to the spools into FIFOs too, input goes into the
/// container's own FIFO. One at a time for each container.
/// </summary>
internal sealed class AttachRunner(RecordJournal journal, Poller poller)
{
    private const int WriteNonBlocking = 1 | 0x800; // O_WRONLY | O_NONBLOCK

    private readonly ConcurrentDictionary<ContainerId, bool> _attached = new();

    /// <summary>See <see cref="Workloads.IPodAttach.AttachAsync"/>.</summary>
    public async Task RunAsync(SupervisedContainer container, AttachRequest request, CancellationToken cancellationToken)
    {
        if (!container.IsRunning)
        {
            throw new ProviderException(ErrorReason.Conflict, $"The container {container.Id} does not run.");
        }

        if (!_attached.TryAdd(container.Id, true))
        {
            throw new ProviderException(ErrorReason.Conflict, $"Somebody is attached to the container {container.Id} already.");
        }

        try
        {
            await ConnectAsync(container, request, cancellationToken);
        }
        finally
        {
            _attached.TryRemove(container.Id, out _);
        }
    }

    private async Task ConnectAsync(SupervisedContainer container, AttachRequest request, CancellationToken cancellationToken)
    {
        var paths = journal.WatchersOf(container.Token);
        using var output = new FifoReader(poller, paths.Out);
        using var error = new FifoReader(poller, paths.Error);
        using var ended = new CancellationTokenSource();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        container.Command(SupervisorCommand.Attach);
        var input = CopyInputAsync(container, request, done.Token);
        var resize = ResizeAsync(container, request, done.Token);
        var end = EndAsync(container, ended, done.Token);
        try
        {
            await Task.WhenAll(
                output.CopyToAsync(request.StandardOutput ?? Stream.Null, ended.Token, cancellationToken),
                error.CopyToAsync(request.StandardError ?? Stream.Null, ended.Token, cancellationToken));
        }
        finally
        {
            await done.CancelAsync();
            await Task.WhenAll(UntilCancelledAsync(input), UntilCancelledAsync(resize), UntilCancelledAsync(end));
        }
    }

    private static async Task EndAsync(SupervisedContainer container, CancellationTokenSource ended, CancellationToken cancellationToken)
    {
        await container.Ended.WaitAsync(cancellationToken);
        await ended.CancelAsync();
    }

    private async Task CopyInputAsync(SupervisedContainer container, AttachRequest request, CancellationToken cancellationToken)
    {
        if (request.StandardInput is null || !container.Label.Stdin)
        {
            return;
        }

        var fd = Libc.Open(journal.InputOf(container.Token), WriteNonBlocking | Libc.CloseOnExec);
        if (fd < 0)
        {
            throw Libc.Failure("The input of the container cannot be opened", Marshal.GetLastPInvokeError());
        }

        await using (var fifo = new AnonymousPipeClientStream(PipeDirection.Out, new SafePipeHandle(fd, ownsHandle: true)))
        {
            await request.StandardInput.CopyToAsync(fifo, cancellationToken);
        }

        if (container.Label.StdinOnce)
        {
            container.Command(SupervisorCommand.CloseInput);
        }
    }

    private static async Task ResizeAsync(SupervisedContainer container, AttachRequest request, CancellationToken cancellationToken)
    {
        if (request.Resize is null || !container.Label.Terminal)
        {
            return;
        }

        await foreach (var size in request.Resize.WithCancellation(cancellationToken))
        {
            container.Command(SupervisorCommand.Resize(size.Width, size.Height));
        }
    }

    private static async Task UntilCancelledAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
        catch (IOException)
        {
            // The container takes no more input; its output decides when the session is over.
        }
    }
}
