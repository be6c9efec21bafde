using System.Text;
using Microsoft.AspNetCore.Http;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary>Writes answers that are no streams; a client that takes too long for them is cut off.</summary>
internal sealed class ResponseBody(TimeSpan timeout, TimeProvider time)
{
    public const string Json = "application/json";
    public const string Text = "text/plain; charset=utf-8";

    public Task WriteAsync(HttpContext context, string contentType, string body) =>
        WriteAsync(context, contentType, Encoding.UTF8.GetBytes(body));

    public async Task WriteAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await GuardAsync(context, context.Response.Body.WriteAsync(body, context.RequestAborted));
    }

    /// <summary>Waits for a write, but not for ever.</summary>
    public async ValueTask GuardAsync(HttpContext context, ValueTask writing)
    {
        if (writing.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            await writing.AsTask().WaitAsync(timeout, time);
        }
        catch (TimeoutException e)
        {
            context.Abort();
            throw new IOException("The client took too long to read.", e);
        }
    }
}
