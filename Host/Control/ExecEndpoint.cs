using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reeve.Containers;

namespace Reeve.Host.Control;

/// <summary>The server's end of an exec stream.</summary>
internal static class ExecEndpoint
{
    /// <summary>Upgrades the request, runs the command, and sends its outcome as the last frame.</summary>
    public static async Task HandleAsync(HttpContext context, IAgent agent, PodKey pod)
    {
        var query = context.Request.Query;
        var command = query["command"].OfType<string>().ToList();
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || command.Count == 0)
        {
            throw new ProviderException(ErrorReason.Invalid, "Exec takes a command and an upgrade of the connection.");
        }

        context.Response.Headers.Upgrade = ControlPaths.ExecProtocol;
        await using var stream = await upgrade.UpgradeAsync();
        using var frames = new ExecFrames(stream);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var input = query["stdin"] == "true" ? new Pipe() : null;
        var sizes = Channel.CreateUnbounded<TerminalSize>(new UnboundedChannelOptions { SingleReader = true });
        var reading = ReadAsync(frames, input?.Writer, sizes.Writer, ended);
        var request = new ExecRequest
        {
            Command = command,
            Tty = query["tty"] == "true",
            StandardInput = input?.Reader.AsStream(),
            StandardOutput = new FrameWriterStream(frames, ExecFrameKind.Output),
            StandardError = new FrameWriterStream(frames, ExecFrameKind.ErrorOutput),
            Resize = query["tty"] == "true" ? sizes.Reader.ReadAllAsync(ended.Token) : null,
        };
        try
        {
            var code = await agent.ExecAsync(pod, query["container"].ToString(), request, ended.Token);
            var payload = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(payload, code);
            await frames.WriteAsync(ExecFrameKind.Exit, payload, context.RequestAborted);
        }
        catch (ProviderException exception)
        {
            var payload = JsonSerializer.SerializeToUtf8Bytes(ControlError.Of(exception), ControlJsonContext.Default.ControlError);
            await frames.WriteAsync(ExecFrameKind.Failure, payload, context.RequestAborted);
        }
        finally
        {
            await ended.CancelAsync();
            await reading;
        }
    }

    // The client's end of the connection is the end of the command.
    private static async Task ReadAsync(
        ExecFrames frames, PipeWriter? input, ChannelWriter<TerminalSize> sizes, CancellationTokenSource ended)
    {
        try
        {
            while (await frames.ReadAsync(ended.Token) is var (kind, payload))
            {
                if (kind == ExecFrameKind.Input && input is not null)
                {
                    await input.WriteAsync(payload, ended.Token);
                }
                else if (kind == ExecFrameKind.InputEnd && input is not null)
                {
                    await input.CompleteAsync();
                }
                else if (kind == ExecFrameKind.Resize && payload.Length == 4)
                {
                    sizes.TryWrite(new TerminalSize
                    {
                        Width = BinaryPrimitives.ReadUInt16BigEndian(payload),
                        Height = BinaryPrimitives.ReadUInt16BigEndian(payload.AsSpan(2)),
                    });
                }
            }

            await ended.CancelAsync();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or OperationCanceledException)
        {
            await ended.CancelAsync();
        }
        finally
        {
            sizes.TryComplete();
            if (input is not null)
            {
                await input.CompleteAsync();
            }
        }
    }
}
