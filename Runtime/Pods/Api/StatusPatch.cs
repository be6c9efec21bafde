using System.Buffers;
using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Statuses;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// Writes a pod's status as a strategic merge patch: the whole of what the node says, so that the same status always makes the same patch,
/// and nothing of what others say, such as conditions of readiness gates. Fields that a server does not know are left out: an old one
/// refuses a patch with an unknown list.
/// Source: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/ and the merge keys of PodStatus.
/// </summary>
internal static class StatusPatch
{
    private const int HostIPsSince = 28;
    private const int ResizeFieldSince = 27;
    private const int ConditionsTellOfResizeSince = 33;
    private const int ObservedGenerationSince = 33;

    private static readonly string[] ResizeConditions = [PodConditionTypes.PodResizePending, PodConditionTypes.PodResizeInProgress];

    /// <summary>Writes the patch.</summary>
    /// <param name="status">The status as the node sees it.</param>
    /// <param name="uid">The UID of the object: another object of the name is left alone.</param>
    /// <param name="seen">The status as the server was last seen to have it; what it has and the node has not is taken away.</param>
    /// <param name="minor">The server's minor version.</param>
    public static ReadOnlyMemory<byte> Write(PodStatus status, string uid, PodStatus seen, int minor)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("uid", uid);
            json.WriteEndObject();
            json.WriteStartObject("status");
            WriteStatus(json, status, seen, minor);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteStatus(Utf8JsonWriter json, PodStatus status, PodStatus seen, int minor)
    {
        if (minor >= ObservedGenerationSince && status.ObservedGeneration is { } generation)
        {
            json.WriteNumber("observedGeneration", generation);
        }

        json.WriteString("phase", status.Phase);
        json.WriteString("reason", status.Reason);
        json.WriteString("message", status.Message);
        WriteConditions(json, status, seen, minor);
        WriteOptional(json, "hostIP", status.HostIP);
        if (minor >= HostIPsSince)
        {
            WriteAddresses(json, "hostIPs", [.. status.HostIPs.Select(ip => ip.Ip)], [.. seen.HostIPs.Select(ip => ip.Ip)]);
        }

        WriteOptional(json, "podIP", status.PodIP);
        WriteAddresses(json, "podIPs", [.. status.PodIPs.Select(ip => ip.Ip)], [.. seen.PodIPs.Select(ip => ip.Ip)]);
        WriteOptional(json, "startTime", status.StartTime?.ToString());
        WriteContainers(json, "initContainerStatuses", status.InitContainerStatuses);
        WriteContainers(json, "containerStatuses", status.ContainerStatuses);
        WriteContainers(json, "ephemeralContainerStatuses", status.EphemeralContainerStatuses);
        WriteOptional(json, "qosClass", status.QosClass);
        if (minor is >= ResizeFieldSince and < ConditionsTellOfResizeSince)
        {
            json.WriteString("resize", ResizeOf(status));
        }
    }

    private static void WriteConditions(Utf8JsonWriter json, PodStatus status, PodStatus seen, int minor)
    {
        var own = status.Conditions.Where(condition => PodConditionRules.IsOwn(condition.Type)
            && (minor >= ConditionsTellOfResizeSince || !ResizeConditions.Contains(condition.Type))).ToArray();
        json.WriteStartArray("conditions");
        foreach (var condition in own)
        {
            json.WriteStartObject();
            json.WriteString("type", condition.Type);
            json.WriteString("status", condition.Status);
            json.WriteString("lastTransitionTime", condition.LastTransitionTime?.ToString());

            // A merge keeps what it is not told to take away.
            json.WriteString("reason", condition.Reason);
            json.WriteString("message", condition.Message);
            if (minor >= ObservedGenerationSince && condition.ObservedGeneration is { } generation)
            {
                json.WriteNumber("observedGeneration", generation);
            }

            json.WriteEndObject();
        }

        foreach (var gone in ResizeConditions.Where(type => !own.Any(condition => condition.Type == type) && seen.Conditions.Any(condition => condition.Type == type)))
        {
            json.WriteStartObject();
            json.WriteString("$patch", "delete");
            json.WriteString("type", gone);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAddresses(Utf8JsonWriter json, string name, string[] addresses, string[] seen)
    {
        if (addresses.Length == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        if (seen.Except(addresses).Any())
        {
            json.WriteStartObject();
            json.WriteString("$patch", "replace");
            json.WriteEndObject();
        }

        foreach (var address in addresses)
        {
            json.WriteStartObject();
            json.WriteString("ip", address);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteContainers(Utf8JsonWriter json, string name, IReadOnlyList<ContainerStatus> statuses)
    {
        if (statuses.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var status in statuses)
        {
            JsonSerializer.Serialize(json, status, KubernetesJson.GetTypeInfo<ContainerStatus>());
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string? ResizeOf(PodStatus status) =>
        status.Conditions.Any(condition => condition.Type == PodConditionTypes.PodResizeInProgress) ? PodResizeStatuses.InProgress
        : status.Conditions.FirstOrDefault(condition => condition.Type == PodConditionTypes.PodResizePending)?.Reason;
}
