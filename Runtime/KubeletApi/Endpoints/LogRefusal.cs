using Reeve.Kubernetes;
using Reeve.Runtime.Pods;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary>Why there is no log, in the words that users know.</summary>
internal static class LogRefusal
{
    /// <param name="record">The pod.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="previous">Whether the run before the current one was asked for.</param>
    /// <param name="otherwise">What the provider said.</param>
    public static string Of(PodRecord record, string container, bool previous, string otherwise)
    {
        var pod = record.Pod.Metadata.Name;
        return PodLookup.StatusOf(record.Pod, container) switch
        {
            null => $"container \"{container}\" in pod \"{pod}\" is not available",
            _ when previous => $"previous terminated container \"{container}\" in pod \"{pod}\" not found",
            { State.Waiting: { } waiting } => $"container \"{container}\" in pod \"{pod}\" is waiting to start: {WaitingFor(waiting)}",
            _ => otherwise,
        };
    }

    private static string WaitingFor(ContainerStateWaiting waiting) => waiting.Reason switch
    {
        ContainerReasons.ErrImagePull => "image can't be pulled",
        ContainerReasons.ImagePullBackOff => "trying and failing to pull image",
        { Length: > 0 } reason => reason,
        _ => "no logs yet",
    };
}
