using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Workloads;

namespace Reeve.Runtime.Nodes.Registration;

/// <summary>
/// Carries over what the backend says while the node is registered: that it takes no new pods, and its taints. What somebody else set is left alone;
/// annotations tell the two apart. Not thread-safe.
/// </summary>
internal sealed partial class ProviderMarks(string name, IKubernetesApi api, ILogger logger)
{
    private const string CordonedAnnotation = "reeve.dev/cordoned-by-provider";
    private const string TaintsAnnotation = "reeve.dev/provider-taints";

    // What the server refused to take from this identity, so that it is said and tried once.
    private string? _refused;

    /// <summary>Writes what differs.</summary>
    /// <returns>The node as stored.</returns>
    public async Task<Node> ApplyAsync(Node node, NodeDescription description, CancellationToken cancellationToken)
    {
        var annotations = new JsonObject();
        var spec = new JsonObject();
        Cordon(node, description.Unschedulable, annotations, spec);
        Taint(node, description.Taints, annotations, spec);
        if (annotations.Count == 0 && spec.Count == 0)
        {
            return node;
        }

        // The list of taints is replaced as a whole: only that of the version that was seen.
        var metadata = new JsonObject { ["resourceVersion"] = node.Metadata.ResourceVersion, ["annotations"] = annotations };
        var body = new JsonObject { ["metadata"] = metadata, ["spec"] = spec };
        var text = spec.ToJsonString();
        if (text == _refused)
        {
            return node;
        }

        try
        {
            var stored = await api.PatchAsync(
                ApiResources.Nodes, null, name, KubernetesPatch.Merge(Encoding.UTF8.GetBytes(body.ToJsonString())), cancellationToken);
            _refused = null;
            return stored;
        }
        catch (KubernetesApiException e) when (e.IsForbidden)
        {
            _refused = text;
            LogRefused(name, string.Join(' ', description.Taints.Select(NodeTaints.Text)), e.Message);
            return node;
        }
    }

    private static void Cordon(Node node, bool wanted, JsonObject annotations, JsonObject spec)
    {
        var isCordoned = node.Spec.Unschedulable == true;
        var byUs = node.Metadata.Annotations.ContainsKey(CordonedAnnotation);
        if (wanted && !isCordoned)
        {
            annotations[CordonedAnnotation] = "true";
            spec["unschedulable"] = true;
        }
        else if (!wanted && byUs)
        {
            annotations[CordonedAnnotation] = null;
            if (isCordoned)
            {
                spec["unschedulable"] = null;
            }
        }
    }

    private static void Taint(Node node, IReadOnlyList<Taint> wanted, JsonObject annotations, JsonObject spec)
    {
        var before = node.Metadata.Annotations.GetValueOrDefault(TaintsAnnotation) ?? "";
        var after = string.Join(',', wanted.Select(NodeTaints.Text));
        if (before == after)
        {
            return;
        }

        var ours = before.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var kept = node.Spec.Taints.Where(taint => !ours.Contains(NodeTaints.Text(taint)) && !wanted.Any(other => other.Key == taint.Key && other.Effect == taint.Effect));
        List<Taint> next = [.. kept, .. wanted];
        annotations[TaintsAnnotation] = after.Length == 0 ? null : after;
        if (!next.Select(NodeTaints.Text).ToHashSet().SetEquals(node.Spec.Taints.Select(NodeTaints.Text)))
        {
            spec["taints"] = new JsonArray([.. next.Select(taint => JsonObject.Create(KubernetesJson.SerializeToElement(taint)))]);
        }
    }

    [LoggerMessage(1944, LogLevel.Warning, "The cluster does not let node {Node} change its own scheduling; as an administrator: kubectl taint node {Node} --overwrite {Taints} ({Reason})")]
    private partial void LogRefused(string node, string taints, string reason);
}
