using System.Text.Json.Nodes;
using System.Text;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Workloads;

namespace Reeve.Runtime.Nodes.Registration;

/// <summary>Makes a node's object, and keeps its metadata as they should be. Not thread-safe.</summary>
internal sealed partial class NodeRegistrar(NodeOptions options, IKubernetesApi api, ILogger logger)
{
    // Labels that the server refused to take from this identity: only others can set them.
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>Creates the node with its status, or finds that it is there.</summary>
    /// <returns>The node as stored.</returns>
    /// <exception cref="KubernetesApiException">The server refused, or did not answer.</exception>
    public async Task<Node> RegisterAsync(NodeDescription description, NodeSystemInfo system, NodeStatus status, CancellationToken cancellationToken)
    {
        if (await api.FindAsync(ApiResources.Nodes, null, options.Name, cancellationToken) is { } there)
        {
            LogAdopted(logger, options.Name);
            return there;
        }

        var labels = NodeLabels.Of(options, description, system);
        var node = new Node
        {
            Metadata = new ObjectMeta { Name = options.Name, Labels = Permitted(labels), Annotations = options.Annotations },
            Spec = new NodeSpec
            {
                ProviderID = options.ProviderId,
                PodCIDR = options.PodCidr,
                PodCIDRs = options.PodCidr is { } range ? [range] : [],
                Taints = NodeTaints.AtRegistration(options, description),
            },
            Status = status,
        };
        try
        {
            try
            {
                node = await api.CreateAsync(ApiResources.Nodes, node, cancellationToken);
            }
            catch (KubernetesApiException e) when (e.IsForbidden && Refuse(labels))
            {
                node = node with { Metadata = node.Metadata with { Labels = Permitted(labels) } };
                node = await api.CreateAsync(ApiResources.Nodes, node, cancellationToken);
                SayRefused(labels);
            }

            LogRegistered(logger, options.Name);
            return node;
        }
        catch (KubernetesApiException e) when (e.IsAlreadyExists)
        {
            return await api.GetAsync(ApiResources.Nodes, null, options.Name, cancellationToken);
        }
    }

    /// <summary>Puts right what differs: labels, annotations, the provider's id.</summary>
    /// <returns>The node as stored.</returns>
    public async Task<Node> RepairAsync(Node node, NodeDescription description, NodeSystemInfo system, CancellationToken cancellationToken)
    {
        var labels = NodeLabels.Of(options, description, system);
        if (CreatePatch(node, Permitted(labels)) is not { } patch)
        {
            return node;
        }

        try
        {
            return await api.PatchAsync(ApiResources.Nodes, null, options.Name, patch, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsForbidden && Refuse(labels.Where(label => node.Metadata.Labels.GetValueOrDefault(label.Key) != label.Value)))
        {
            SayRefused(labels.Where(label => node.Metadata.Labels.GetValueOrDefault(label.Key) != label.Value));
            return CreatePatch(node, Permitted(labels)) is { } rest
                ? await api.PatchAsync(ApiResources.Nodes, null, options.Name, rest, cancellationToken)
                : node;
        }
    }

    private KubernetesPatch? CreatePatch(Node node, IReadOnlyDictionary<string, string> labels)
    {
        var metadata = new JsonObject();
        Add(metadata, "labels", labels, node.Metadata.Labels);
        Add(metadata, "annotations", options.Annotations, node.Metadata.Annotations);
        var body = new JsonObject();
        if (metadata.Count > 0)
        {
            body["metadata"] = metadata;
        }

        // Once set it cannot be changed.
        if (options.ProviderId is { } id && string.IsNullOrEmpty(node.Spec.ProviderID))
        {
            body["spec"] = new JsonObject { ["providerID"] = id };
        }

        return body.Count == 0 ? null : KubernetesPatch.Merge(Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    private static void Add(JsonObject metadata, string field, IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> stored)
    {
        var missing = wanted.Where(pair => stored.GetValueOrDefault(pair.Key) != pair.Value).ToList();
        if (missing.Count > 0)
        {
            metadata[field] = new JsonObject(missing.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }
    }

    private IReadOnlyDictionary<string, string> Permitted(IReadOnlyDictionary<string, string> labels) =>
        labels.Where(label => !_refused.Contains(label.Key)).ToDictionary();

    // Whether leaving labels out may help.
    private bool Refuse(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var before = _refused.Count;
        _refused.UnionWith(labels.Select(label => label.Key).Where(RestrictedLabels.IsRestricted));
        return _refused.Count > before;
    }

    private void SayRefused(IEnumerable<KeyValuePair<string, string>> labels) => LogRefused(
        logger,
        options.Name,
        string.Join(' ', labels.Where(label => _refused.Contains(label.Key)).Select(label => $"{label.Key}={label.Value}")));
}
