using Microsoft.AspNetCore.Http;
using Reeve.Runtime.KubeletApi.Streaming;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/containerLogs/{namespace}/{pod}/{container}</c>.</summary>
internal sealed class LogsEndpoint(PodLookup lookup, KubeletApiOptions options, TimeProvider time)
{
    private static readonly TimeSpan BeginAfter = TimeSpan.FromSeconds(1);
    private readonly ResponseBody _guard = new(options.StreamIdleTimeout, time);

    public async Task HandleAsync(HttpContext context, string podNamespace, string pod, string container, CancellationToken stopping)
    {
        var query = LogParameters.Read(context.Request.Query, time.GetUtcNow());
        var record = FindPod(podNamespace, pod, container);
        var logs = lookup.Require<IPodLogs>("show logs");
        context.Response.ContentType = ResponseBody.Text;
        DataRates.Lift(context);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await using var body = new LogBody(context, _guard);
        try
        {
            var reading = logs.ReadLogsAsync(lookup.IdOf(record), container, query, body, ended.Token);
            await BeginInTimeAsync(reading, body);
            await reading;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound or ErrorReason.Conflict)
        {
            throw new KubeletException(
                StatusCodes.Status400BadRequest, LogRefusal.Of(FindPod(podNamespace, pod, container), container, query.Previous, e.Message));
        }
    }

    private Pods.PodRecord FindPod(string podNamespace, string pod, string container)
    {
        var record = FindPod(podNamespace, pod);
        return PodLookup.HasContainer(record.Pod, container)
            ? record
            : throw new KubeletException(StatusCodes.Status404NotFound, $"container \"{container}\" not found in pod \"{pod}\"");
    }

    private Pods.PodRecord FindPod(string podNamespace, string pod)
    {
        try
        {
            return lookup.Find(podNamespace, pod, null);
        }
        catch (KubeletException e) when (e.Code == StatusCodes.Status404NotFound)
        {
            throw new KubeletException(StatusCodes.Status404NotFound, $"pod \"{pod}\" does not exist");
        }
    }

    // Somebody who follows a silent container should know that he does.
    private async Task BeginInTimeAsync(Task reading, LogBody body)
    {
        try
        {
            await reading.WaitAsync(BeginAfter, time);
        }
        catch (TimeoutException) when (!reading.IsCompleted)
        {
            await body.BeginAsync();
        }
    }
}
