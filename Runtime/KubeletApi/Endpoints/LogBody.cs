using Microsoft.AspNetCore.Http;
using Reeve.Runtime.KubeletApi.Streaming;
using Reeve.Streams;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary>
/// The body of an answer that is a log. Its status can be changed until something is written, or until it has begun because nothing
/// was written for some time. A client that takes nothing for too long is cut off.
/// </summary>
internal sealed class LogBody(HttpContext context, ResponseBody guard) : DuplexStream
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    public override bool CanRead => false;

    /// <summary>Begins the answer.</summary>
    public async Task BeginAsync()
    {
        await _writing.WaitAsync(context.RequestAborted);
        try
        {
            if (!context.Response.HasStarted)
            {
                await context.Response.StartAsync(context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await guard.GuardAsync(context, context.Response.Body.WriteAsync(buffer, cancellationToken));
        }
        finally
        {
            _writing.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _writing.Dispose();
        }

        base.Dispose(disposing);
    }
}
