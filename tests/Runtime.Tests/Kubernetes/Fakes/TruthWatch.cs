using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>One watch of a <see cref="TruthServer"/>. Called with its lock held, but for <see cref="RunAsync"/>.</summary>
internal sealed class TruthWatch(HttpContext context)
{
    private readonly Channel<(byte[] Bytes, bool Abort)> _output = Channel.CreateUnbounded<(byte[], bool)>();
    private WatchFault? _next;
    private byte[]? _held;
    private int? _bytesLeft;
    private bool _stalled;

    public void Send(string type, ConfigMap item)
    {
        var line = Line(type, KubernetesJson.Serialize(item));
        switch (_next)
        {
            case WatchFault.Drop:
                _next = null;
                return;
            case WatchFault.Duplicate:
                _next = null;
                Write(line);
                Write(line);
                return;
            case WatchFault.Reorder:
                _next = null;
                _held = line;
                return;
        }

        Write(line);
        if (_held is { } held)
        {
            _held = null;
            Write(held);
        }
    }

    public void Gone()
    {
        var status = new Status { Outcome = StatusOutcomes.Failure, Code = 410, Reason = StatusReasons.Expired, Message = "too old resource version" };
        Write(Line(WatchEventTypes.Error, KubernetesJson.Serialize(status)));
        End();
    }

    public void End() => _output.Writer.TryComplete();

    public void Inject(WatchFault fault, int bytes)
    {
        switch (fault)
        {
            case WatchFault.Cut:
                _bytesLeft = bytes;
                if (bytes == 0)
                {
                    Abort([]);
                }

                break;
            case WatchFault.End:
                End();
                break;
            case WatchFault.Garbage:
                Write("}garbage{\n"u8.ToArray());
                break;
            case WatchFault.Stall:
                _stalled = true;
                break;
            default:
                _next = fault;
                break;
        }
    }

    public async Task RunAsync()
    {
        context.Response.ContentType = "application/json";
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            await foreach (var (bytes, abort) in _output.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                if (abort)
                {
                    context.Abort();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
    }

    private static byte[] Line(string type, string json) => Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","object":{{json}}}""" + "\n");

    private void Write(byte[] bytes)
    {
        if (_stalled)
        {
            return;
        }

        if (_bytesLeft is { } left && bytes.Length >= left)
        {
            Abort(bytes[..left]);
            return;
        }

        _bytesLeft -= bytes.Length;
        _output.Writer.TryWrite((bytes, false));
    }

    private void Abort(byte[] last)
    {
        _output.Writer.TryWrite((last, true));
        _output.Writer.TryComplete();
    }
}
