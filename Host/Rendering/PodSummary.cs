using System.Globalization;
using Reeve.Kubernetes;

namespace Reeve.Host.Rendering;

/// <summary>What a line about a pod says: the same words that kubectl uses.</summary>
internal sealed record PodSummary
{
    /// <summary>Namespace and name.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Ready containers of all.</summary>
    public required string Ready { get; init; }

    /// <summary>Phase, or the most telling reason.</summary>
    public required string Status { get; init; }

    /// <summary>Restarts of all containers.</summary>
    public required int Restarts { get; init; }

    /// <summary>Sums a pod up.</summary>
    public static PodSummary Of(Pod pod)
    {
        var status = pod.Status;
        var sidecars = pod.Spec.InitContainers.Where(container => container.RestartPolicy == "Always").Select(container => container.Name).ToHashSet();
        var running = status.ContainerStatuses.Concat(status.InitContainerStatuses.Where(container => sidecars.Contains(container.Name))).ToList();
        var total = pod.Spec.Containers.Count + sidecars.Count;
        return new PodSummary
        {
            Namespace = pod.Metadata.Namespace ?? "default",
            Name = pod.Metadata.Name,
            Ready = string.Create(CultureInfo.InvariantCulture, $"{running.Count(container => container.Ready)}/{total}"),
            Status = Word(pod, sidecars),
            Restarts = status.ContainerStatuses.Concat(status.InitContainerStatuses).Sum(container => container.RestartCount),
        };
    }

    private static string Word(Pod pod, HashSet<string> sidecars)
    {
        var status = pod.Status;
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            return "Terminating";
        }

        if (!IsInitialized(status) && InitWord(pod, sidecars) is { } init)
        {
            return init;
        }

        // The last container with something to say wins, as in kubectl.
        var word = status.Reason ?? status.Phase ?? "Pending";
        foreach (var container in status.ContainerStatuses.Reverse())
        {
            word = ContainerWord(container) ?? word;
        }

        // One of several has completed, but the pod has not.
        return word == "Completed" && status.Phase == PodPhases.Running ? "Running" : word;
    }

    // A sidecar that was stopped with its pod is no init container that failed.
    private static bool IsInitialized(PodStatus status) =>
        status.Conditions.Any(static condition => condition is { Type: PodConditionTypes.Initialized, Status: "True" });

    private static string? InitWord(Pod pod, HashSet<string> sidecars)
    {
        var done = 0;
        foreach (var container in pod.Status.InitContainerStatuses)
        {
            if (container.State.Terminated is { ExitCode: 0 } || (sidecars.Contains(container.Name) && container.Started == true))
            {
                done++;
                continue;
            }

            var word = ContainerWord(container);
            return word is null or "PodInitializing"
                ? string.Create(CultureInfo.InvariantCulture, $"Init:{done}/{pod.Spec.InitContainers.Count}")
                : "Init:" + word;
        }

        return null;
    }

    private static string? ContainerWord(ContainerStatus container) => container.State switch
    {
        { Waiting.Reason: { Length: > 0 } reason } => reason,
        { Terminated: { Reason: { Length: > 0 } reason } } => reason,
        { Terminated: { Signal: > 0 and var signal } } => string.Create(CultureInfo.InvariantCulture, $"Signal:{signal}"),
        { Terminated: { } ended } => string.Create(CultureInfo.InvariantCulture, $"ExitCode:{ended.ExitCode}"),
        _ => null,
    };
}
