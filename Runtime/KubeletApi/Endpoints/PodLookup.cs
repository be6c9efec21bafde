using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Runtime.Pods;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary>Finds pods, containers and capabilities for requests.</summary>
internal sealed class PodLookup(KubeletApiSetup setup)
{
    /// <summary>A pod by name and, if given, UID.</summary>
    /// <exception cref="KubeletException">404: there is none.</exception>
    public PodRecord Find(string podNamespace, string name, string? uid) =>
        setup.Pods.Find(podNamespace, name) is { } record && (uid is null || uid == record.Uid)
            ? record
            : throw new KubeletException(StatusCodes.Status404NotFound, "pod does not exist");

    public PodId IdOf(PodRecord record) => new() { Owner = setup.Owner, Uid = record.Uid };

    /// <summary>Makes sure that a container is there.</summary>
    /// <exception cref="KubeletException">404: there is none, or it does not run.</exception>
    public static void RequireRunning(PodRecord record, string container)
    {
        // What has no status yet may have started a moment ago; the backend knows.
        if (!HasContainer(record.Pod, container) || StatusOf(record.Pod, container) is { State: { Running: null } and ({ Terminated: not null } or { Waiting: not null }) })
        {
            throw new KubeletException(StatusCodes.Status404NotFound, $"container not found (\"{container}\")");
        }
    }

    public static bool HasContainer(Pod pod, string name) =>
        pod.Spec.Containers.Any(container => container.Name == name)
        || pod.Spec.InitContainers.Any(container => container.Name == name)
        || pod.Spec.EphemeralContainers.Any(container => container.Name == name);

    public static ContainerStatus? StatusOf(Pod pod, string name) => pod.Status.ContainerStatuses
        .Concat(pod.Status.InitContainerStatuses)
        .Concat(pod.Status.EphemeralContainerStatuses)
        .FirstOrDefault(status => status.Name == name);

    /// <summary>Something that the provider can do.</summary>
    /// <exception cref="KubeletException">501: it cannot.</exception>
    public T Require<T>(string ability)
        where T : class => setup.Provider.Capability<T>()
        ?? throw new KubeletException(StatusCodes.Status501NotImplemented, $"The provider {setup.ProviderName} cannot {ability}.") { AsStatus = true };
}
