using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/pods</c> and <c>/runningpods/</c>.</summary>
internal sealed class PodsEndpoint(KubeletApiSetup setup, ResponseBody response)
{
    /// <summary>All pods of the node.</summary>
    public Task AllAsync(HttpContext context) => WriteAsync(context, [.. setup.Pods.Pods.Select(static record => record.Pod)]);

    /// <summary>Pods that run and are not on their way out.</summary>
    public Task RunningAsync(HttpContext context) => WriteAsync(
        context,
        [.. setup.Pods.Pods.Select(static record => record.Pod).Where(static pod => pod.Status.Phase == PodPhases.Running && pod.Metadata.DeletionTimestamp is null)]);

    private Task WriteAsync(HttpContext context, IReadOnlyList<Pod> pods) =>
        response.WriteAsync(context, ResponseBody.Json, KubernetesJson.SerializeToUtf8Bytes(new KubernetesList<Pod> { Items = pods }));
}
