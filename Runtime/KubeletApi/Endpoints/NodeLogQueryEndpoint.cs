using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/logs/?query=SERVICE</c>: what services of this machine wrote into its journal. Off unless asked for, as with a kubelet.</summary>
internal sealed class NodeLogQueryEndpoint(KubeletApiOptions options, ResponseBody response)
{
    private const int ChunkBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task HandleAsync(HttpContext context)
    {
        if (!options.LogQuery)
        {
            throw new KubeletException(StatusCodes.Status405MethodNotAllowed, "log queries are disabled: set node.logQuery.");
        }

        var start = new ProcessStartInfo(options.Journal, JournalQuery.Arguments(context.Request.Query)) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        deadline.CancelAfter(Patience);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            context.Response.ContentType = ResponseBody.Text;
            var buffer = new byte[ChunkBytes];
            int count;
            while ((count = await process.StandardOutput.BaseStream.ReadAsync(buffer, deadline.Token)) > 0)
            {
                await response.GuardAsync(context, context.Response.Body.WriteAsync(buffer.AsMemory(0, count), deadline.Token));
            }

            var error = await errors;
            if (error.Length > 0)
            {
                await response.GuardAsync(context, new ValueTask(context.Response.WriteAsync(error, deadline.Token)));
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new KubeletException(StatusCodes.Status501NotImplemented, $"This machine has no journal that can be read: {e.Message}") { AsStatus = true };
        }
    }
}
