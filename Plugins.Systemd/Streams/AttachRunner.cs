using System.Collections.Concurrent;
using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using Reeve.Containers;
using Reeve.Plugins.Systemd.Containers;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Streams;

/// <summary>
/// Connects somebody to a running container by its holder, which writes output into FIFOs too; input goes into the container's own
/// FIFO. One at a time for each container.
/// </summary>
internal sealed class AttachRunner(StreamHolder holder)
{
    private readonly ConcurrentDictionary<ContainerId, bool> _attached = new();

    /// <summary>See <see cref="IPodAttach.AttachAsync"/>.</summary>
    public async Task RunAsync(SystemdContainer container, AttachRequest request, CancellationToken cancellationToken)
    {
        if (!container.IsRunning)
        {
            throw new ProviderException(ErrorReason.Conflict, $"The container {container.Id} does not run.");
        }

        if (container.Fields.Streams is not { } streams)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"The container {container.Id} has neither stdin nor tty: its output goes to its log alone.");
        }

        if (!_attached.TryAdd(container.Id, true))
        {
            throw new ProviderException(ErrorReason.Conflict, $"Somebody is attached to the container {container.Id} already.");
        }

        try
        {
            await ConnectAsync(container, streams, request, cancellationToken);
        }
        finally
        {
            _attached.TryRemove(container.Id, out _);
        }
    }

    private async Task ConnectAsync(SystemdContainer container, ContainerStreams streams, AttachRequest request, CancellationToken cancellationToken)
    {
        var directory = holder.DirectoryOf(container.Id);
        using var output = new FifoReader(Path.Combine(directory, "watch-out"));
        using var error = new FifoReader(Path.Combine(directory, "watch-err"));
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var input = CopyInputAsync(container, streams, request, done.Token);
        var resize = ResizeAsync(streams, request, done.Token);
        var end = EndAsync(container, output, error, done.Token);
        try
        {
            await Task.WhenAll(
                output.CopyToAsync(request.StandardOutput ?? Stream.Null, cancellationToken),
                error.CopyToAsync(request.StandardError ?? Stream.Null, cancellationToken));
        }
        finally
        {
            await done.CancelAsync();
            await Task.WhenAll(UntilCancelledAsync(input), UntilCancelledAsync(resize), UntilCancelledAsync(end));
        }
    }

    private static async Task EndAsync(SystemdContainer container, FifoReader output, FifoReader error, CancellationToken cancellationToken)
    {
        await container.Ended.WaitAsync(cancellationToken);
        output.End();
        error.End();
    }

    private async Task CopyInputAsync(SystemdContainer container, ContainerStreams streams, AttachRequest request, CancellationToken cancellationToken)
    {
        if (request.StandardInput is null || !streams.Input)
        {
            return;
        }

        try
        {
            var file = StreamCalls.Open(
                "The input of the container cannot be opened",
                Path.Combine(holder.DirectoryOf(container.Id), "in"),
                StreamCalls.WriteOnly | StreamCalls.NonBlocking);
            await using var fifo = new AnonymousPipeClientStream(PipeDirection.Out, new SafePipeHandle(file.DangerousGetHandle(), ownsHandle: true));
            file.SetHandleAsInvalid();
            await request.StandardInput.CopyToAsync(fifo, cancellationToken);
        }
        finally
        {
            if (streams.InputOnce && container.IsRunning)
            {
                await holder.EndInputAsync(container.Id, CancellationToken.None);
            }
        }
    }

    private static async Task ResizeAsync(ContainerStreams streams, AttachRequest request, CancellationToken cancellationToken)
    {
        if (request.Resize is null || streams.Terminal is not { } terminal)
        {
            return;
        }

        await foreach (var size in request.Resize.WithCancellation(cancellationToken))
        {
            PseudoTerminal.Resize(terminal, size);
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
        catch (ProviderException)
        {
            // The container, and its holder with it, ended first.
        }
    }
}
