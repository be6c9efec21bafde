using Microsoft.AspNetCore.Http;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.KubeletApi.Streaming;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/exec</c> and <c>/attach</c>, over SPDY or WebSocket.</summary>
internal sealed class CommandEndpoint(PodLookup lookup, StreamingServices services, KubeletMetrics metrics)
{
    /// <summary>Runs a command.</summary>
    public async Task ExecAsync(HttpContext context, string podNamespace, string pod, string? uid, string container, CancellationToken stopping)
    {
        var options = StreamOptions.Read(context.Request.Query);
        var command = context.Request.Query["command"].OfType<string>().ToList();
        if (command.Count == 0)
        {
            throw new KubeletException(StatusCodes.Status400BadRequest, "you must specify a command");
        }

        var record = lookup.Find(podNamespace, pod, uid);
        PodLookup.RequireRunning(record, container);
        var exec = lookup.Require<IPodExec>("run commands in containers");
        await RunAsync(
            context,
            options,
            "exec",
            "error executing command in container",
            async (streams, token) =>
            {
                var request = new ExecRequest
                {
                    Command = command,
                    Tty = options.Tty,
                    StandardInput = streams.Input,
                    StandardOutput = streams.Output,
                    StandardError = streams.ErrorOutput,
                    Resize = streams.Resize,
                };
                return CommandStatus.OfExit(await exec.ExecAsync(lookup.IdOf(record), container, request, token));
            },
            stopping);
    }

    /// <summary>Attaches to what runs.</summary>
    public async Task AttachAsync(HttpContext context, string podNamespace, string pod, string? uid, string container, CancellationToken stopping)
    {
        var options = StreamOptions.Read(context.Request.Query);
        var record = lookup.Find(podNamespace, pod, uid);
        PodLookup.RequireRunning(record, container);
        var attach = lookup.Require<IPodAttach>("attach to containers");
        await RunAsync(
            context,
            options,
            "attach",
            "error attaching to container",
            async (streams, token) =>
            {
                var request = new AttachRequest
                {
                    StandardInput = streams.Input,
                    StandardOutput = streams.Output,
                    StandardError = streams.ErrorOutput,
                    Resize = streams.Resize,
                };
                await attach.AttachAsync(lookup.IdOf(record), container, request, token);
                return CommandStatus.Success;
            },
            stopping);
    }

    private async Task RunAsync(
        HttpContext context, StreamOptions options, string kind, string failing, Func<IRemoteStreams, CancellationToken, Task<Status>> work, CancellationToken stopping)
    {
        IRemoteStreams? streams = WebSocketUpgrade.IsAskedFor(context)
            ? await WebSocketRemoteStreams.OpenAsync(context, options, services)
            : await SpdyRemoteStreams.OpenAsync(context, options, services);
        if (streams is null)
        {
            return; // the client has not opened its streams in time
        }

        metrics.Stream(kind, 1);
        try
        {
            await using (streams)
            {
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(streams.Gone, stopping);
                var status = await StatusOfAsync(() => work(streams, ended.Token), failing, streams.Gone);
                await streams.CompleteAsync(status);
            }
        }
        finally
        {
            metrics.Stream(kind, -1);
        }
    }

    private static async Task<Status> StatusOfAsync(Func<Task<Status>> work, string failing, CancellationToken gone)
    {
        try
        {
            return await work();
        }
        catch (ProviderException e)
        {
            return CommandStatus.OfFailure($"{failing}: {e.Message}");
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return CommandStatus.OfFailure($"{failing}: the node is going down");
        }
    }
}
