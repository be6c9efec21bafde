using System.Text.Json;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>What a cluster is.</summary>
internal sealed record StatusDocument
{
    /// <summary>The API server's version, with a leading v.</summary>
    public string? KubernetesVersion { get; set; }

    /// <summary>The version of the network plugin.</summary>
    public string? CniVersion { get; set; }

    /// <summary>The version of the storage plugin.</summary>
    public string? CsiVersion { get; set; }

    /// <summary>The version of the container runtime.</summary>
    public string? RuntimeVersion { get; set; }

    /// <summary><c>NotInitialised</c>, <c>Provisioning</c>, <c>Provisioned</c>, <c>Upgrading</c>, <c>Deleting</c>, <c>Deleted</c>, <c>KubeConfigResetting</c>, <c>Failed</c> or <c>Unknown</c>.</summary>
    public string? Phase { get; set; }

    /// <summary>Why, in one sentence.</summary>
    public string? Description { get; set; }

    /// <summary>Whether no workload may start.</summary>
    public bool? Unschedulable { get; set; }

    /// <summary>What is so of it.</summary>
    public List<ConditionDocument>? Conditions { get; set; }

    /// <summary>The operation that changes it now.</summary>
    public string? OperationId { get; set; }

    /// <summary>The revision of a flavor that it was made from; where the API knows several clusters, as are the next three.</summary>
    public MadeFromDocument? Flavor { get; set; }

    /// <summary>The URL of its API server as the agent reaches it.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Its machines.</summary>
    public List<MachineDocument>? Machines { get; set; }

    /// <summary>What the provisioner says beside, such as ids of resources, networks and addresses: an object.</summary>
    public JsonElement? Resources { get; set; }

    /// <summary>The last installation.</summary>
    public OutcomeDocument? LastInstall { get; set; }

    /// <summary>The last upgrade.</summary>
    public OutcomeDocument? LastUpgrade { get; set; }

    /// <summary>The last removal.</summary>
    public OutcomeDocument? LastReset { get; set; }
}
