using System.Buffers.Binary;
using System.Text.Json;
using Reeve.Containers;

namespace Reeve.Host.Control;

/// <summary>The client's end of an exec stream.</summary>
internal static class ExecSession
{
    /// <summary>Sends the request, copies the streams both ways, and returns the exit code.</summary>
    public static async Task<int> RunAsync(
        Func<Task<HttpResponseMessage>> send, ExecRequest request, CancellationToken cancellationToken)
    {
        using var response = await send();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var frames = new ExecFrames(stream);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // The first size before any input: a command that waits for it must not be stuck behind input that it does not read yet.
        var sending = Task.WhenAll(SendSizesAsync(frames, request, ended.Token), SendInputAsync(frames, request, ended.Token));
        try
        {
            return await ReceiveAsync(frames, request, cancellationToken);
        }
        catch (IOException exception)
        {
            throw Ended(exception);
        }
        finally
        {
            await ended.CancelAsync();
            if (!request.Tty && request.StandardInput is null)
            {
                await sending; // a read of a terminal cannot be cancelled; it ends with the process
            }
        }
    }

    private static async Task<int> ReceiveAsync(ExecFrames frames, ExecRequest request, CancellationToken cancellationToken)
    {
        while (await frames.ReadAsync(cancellationToken) is var (kind, payload))
        {
            switch (kind)
            {
                case ExecFrameKind.Output when request.StandardOutput is { } output:
                    await output.WriteAsync(payload, cancellationToken);
                    await output.FlushAsync(cancellationToken);
                    break;
                case ExecFrameKind.ErrorOutput when request.StandardError is { } error:
                    await error.WriteAsync(payload, cancellationToken);
                    await error.FlushAsync(cancellationToken);
                    break;
                case ExecFrameKind.Exit when payload.Length == 4:
                    return BinaryPrimitives.ReadInt32BigEndian(payload);
                case ExecFrameKind.Failure:
                    throw JsonSerializer.Deserialize(payload, ControlJsonContext.Default.ControlError)!.ToException();
            }
        }

        throw Ended(null);
    }

    private static ProviderException Ended(Exception? cause) => new(ErrorReason.Transient, "The agent ended before the command did.", cause);

    private static async Task SendInputAsync(ExecFrames frames, ExecRequest request, CancellationToken cancellationToken)
    {
        if (request.StandardInput is null)
        {
            return;
        }

        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await request.StandardInput.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await frames.WriteAsync(ExecFrameKind.Input, buffer.AsMemory(0, count), cancellationToken);
            }

            await frames.WriteAsync(ExecFrameKind.InputEnd, default, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            return; // the command has ended, or the receiving side reports why the connection broke
        }
    }

    private static async Task SendSizesAsync(ExecFrames frames, ExecRequest request, CancellationToken cancellationToken)
    {
        if (request.Resize is null)
        {
            return;
        }

        try
        {
            await foreach (var size in request.Resize.WithCancellation(cancellationToken))
            {
                var payload = new byte[4];
                BinaryPrimitives.WriteUInt16BigEndian(payload, size.Width);
                BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(2), size.Height);
                await frames.WriteAsync(ExecFrameKind.Resize, payload, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            return; // as above
        }
    }
}
