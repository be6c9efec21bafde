using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Control;
using Reeve.Host.Rendering;
using Reeve.Kubernetes;

namespace Reeve.Host.Pages.Documents;

/// <summary>Nodes, pods and plugins as the status page shows them.</summary>
internal static class WorkloadDocuments
{
    /// <summary>A node of a cluster.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="provider">Who runs its pods.</param>
    /// <param name="cluster">Its cluster.</param>
    /// <param name="node">What its cluster has; null before it knows it.</param>
    public static NodeInfo Of(string name, string provider, string cluster, Node? node)
    {
        var ready = node?.Status.Conditions.FirstOrDefault(static condition => condition.Type == "Ready");
        return new NodeInfo
        {
            Name = name,
            Provider = provider,
            Cluster = cluster,
            State = node is null ? "Registering" : ready?.Status == "True" ? "Ready" : "NotReady",
            Reason = ready?.Status == "True" ? null : ready?.Message,
            Unschedulable = node?.Spec.Unschedulable == true ? true : null,
            Addresses = node is null ? null : [.. node.Status.Addresses.Select(static address => address.Address).Distinct()],
            Allocatable = node?.Status.Allocatable.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToString()),
            Version = node?.Status.NodeInfo?.KubeletVersion,
        };
    }

    /// <summary>A pod.</summary>
    public static PodInfo Of(Pod pod)
    {
        var summary = PodSummary.Of(pod);
        return new PodInfo
        {
            Uid = pod.Metadata.Uid ?? $"{summary.Namespace}/{summary.Name}",
            Namespace = summary.Namespace,
            Name = summary.Name,
            Node = pod.Spec.NodeName,
            Phase = pod.Status.Phase,
            Status = summary.Status,
            Ready = summary.Ready,
            Restarts = summary.Restarts,
            Message = pod.Status.Message ?? pod.Status.ContainerStatuses.Select(MessageOf).FirstOrDefault(static message => message is not null),
            Address = pod.Status.PodIP,
            CreatedAt = WireTimes.Text(pod.Metadata.CreationTimestamp?.Value),
            Containers = [.. pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses).Select(Of)],
        };
    }

    /// <summary>A plugin.</summary>
    public static PluginDetail Of(PluginSummary plugin) => new()
    {
        Id = plugin.Id,
        Version = plugin.Version,
        Status = plugin.Status,
        Reason = plugin.Reason,
        Path = plugin.Path,
        Description = plugin.Description,
        Provides = [.. plugin.Provides.Select(static provider => $"{provider.Kind} {provider.Name}")],
        Instances = plugin.Instances,
    };

    private static ContainerInfo Of(ContainerStatus container) => new()
    {
        Name = container.Name,
        Image = container.Image,
        State = container.State switch
        {
            { Running: not null } => "Running",
            { Waiting.Reason: { Length: > 0 } reason } => reason,
            { Terminated.Reason: { Length: > 0 } reason } => reason,
            { Terminated: not null } => "Terminated",
            _ => "Waiting",
        },
        Ready = container.Ready,
        Restarts = container.RestartCount,
        Message = MessageOf(container),
    };

    private static string? MessageOf(ContainerStatus container) => container.State switch
    {
        { Waiting.Message: { Length: > 0 } message } => message,
        { Terminated: { ExitCode: not 0, Message: { Length: > 0 } message } } => message,
        _ => null,
    };
}
