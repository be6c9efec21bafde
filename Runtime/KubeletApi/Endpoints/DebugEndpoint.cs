using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/debug/runtime</c>: how the process itself does. Off by default.</summary>
internal sealed class DebugEndpoint(KubeletApiOptions options, ResponseBody response)
{
    public Task HandleAsync(HttpContext context, IReadOnlyList<string> path)
    {
        if (!options.Debug)
        {
            throw new KubeletException(StatusCodes.Status405MethodNotAllowed, "Debug endpoints are disabled.");
        }

        return path is ["runtime"]
            ? response.WriteAsync(context, ResponseBody.Text, Describe())
            : throw new KubeletException(StatusCodes.Status404NotFound, "404 page not found");
    }

    private static string Describe()
    {
        var memory = GC.GetGCMemoryInfo();
        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"runtime {Environment.Version}")
            .AppendLine(CultureInfo.InvariantCulture, $"heap bytes {memory.HeapSizeBytes}")
            .AppendLine(CultureInfo.InvariantCulture, $"committed bytes {memory.TotalCommittedBytes}")
            .AppendLine(CultureInfo.InvariantCulture, $"collections {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)}")
            .AppendLine(CultureInfo.InvariantCulture, $"pool threads {ThreadPool.ThreadCount}")
            .AppendLine(CultureInfo.InvariantCulture, $"pool queue {ThreadPool.PendingWorkItemCount}")
            .ToString();
    }
}
