using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Nodes.Registration;
using Reeve.Runtime.Nodes.Status;
using Reeve.Workloads;

namespace Reeve.Runtime.Nodes;

/// <summary>Brings the node's object to what it should be: registers it, repairs its labels, writes its status. Not thread-safe.</summary>
/// <remarks>The status is written if it differs from what the API has, or is so old that the cluster may wonder.</remarks>
internal sealed class NodeSync(NodeOptions options, IKubernetesApi api, NodeStatusBuilder builder, NodeMetrics metrics, TimeProvider time, ILogger logger)
{
    private readonly NodeRegistrar _registrar = new(options, api, logger);
    private readonly ProviderMarks _marks = new(options.Name, api, logger);
    private long _reported;

    /// <summary>Does what is needed.</summary>
    /// <param name="node">The node as it is; null if it is not there.</param>
    /// <param name="description">What the provider says of it.</param>
    /// <param name="serverVersion">The version of the API server.</param>
    /// <param name="images">Images on the node.</param>
    /// <param name="kubeletPort">The port of its kubelet API.</param>
    /// <param name="problem">Why it is not ready; null if it is.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The node as stored.</returns>
    /// <exception cref="KubernetesApiException">The server refused, or did not answer.</exception>
    public async Task<Node> RunAsync(
        Node? node,
        NodeDescription description,
        string serverVersion,
        IReadOnlyList<ContainerImage> images,
        int kubeletPort,
        string? problem,
        CancellationToken cancellationToken)
    {
        var system = builder.SystemInfo(description, serverVersion);
        var wanted = builder.Build(description, system, images, kubeletPort, problem);
        if (node is null)
        {
            node = await _registrar.RegisterAsync(description, system, Stamp(wanted, []), cancellationToken);
            metrics.Registrations.Add(1);
            _reported = time.GetTimestamp();
        }

        node = await _registrar.RepairAsync(node, description, system, cancellationToken);
        node = await _marks.ApplyAsync(node, description, cancellationToken);
        if (NodeStatusPatch.IsNeeded(node.Status, wanted) || time.GetElapsedTime(_reported) >= (options.Lease ? options.ReportInterval : options.StatusInterval))
        {
            var patch = NodeStatusPatch.Create(node.Status, Stamp(wanted, node.Status.Conditions));
            node = await api.PatchAsync(ApiResources.Nodes.Status, null, options.Name, patch, cancellationToken);
            metrics.StatusWrites.Add(1);
            _reported = time.GetTimestamp();
        }

        return node;
    }

    private NodeStatus Stamp(NodeStatus status, IReadOnlyList<NodeCondition> before) =>
        status with { Conditions = NodeConditionMerge.Stamp(status.Conditions, before, time.GetUtcNow()) };
}
