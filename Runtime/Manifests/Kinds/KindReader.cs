using Reeve.Runtime.Manifests.Documents;
using Reeve.Runtime.Manifests.Kinds.Workloads;
using Reeve.Runtime.Manifests.Typing;
using Reeve.Runtime.Validation;
using Reeve.Runtime.Text;

namespace Reeve.Runtime.Manifests.Kinds;

/// <summary>Gives an object to the reader of its kind.</summary>
internal static class KindReader
{
    private const string ListSuffix = "List";

    private static readonly Dictionary<string, IKindReader> Kinds = new IKindReader[]
    {
        new PodKind(),
        SimpleKinds.ConfigMap,
        SimpleKinds.Secret,
        SimpleKinds.Service,
        SimpleKinds.ServiceAccount,
        SimpleKinds.Namespace,
        SimpleKinds.PersistentVolumeClaim,
        SimpleKinds.PersistentVolume,
        new DeploymentKind(),
        new ReplicaSetKind(),
        new ReplicationControllerKind(),
        new StatefulSetKind(),
        new DaemonSetKind(),
        new JobKind(),
        new CronJobKind(),
    }.ToDictionary(static k => k.Kind, StringComparer.Ordinal);

    /// <summary>Reads an object, or the objects of a list.</summary>
    public static void Read(ObjectScope scope)
    {
        var node = scope.Node;
        if (node.Kind != NodeKind.Object)
        {
            scope.Error("", node.Position, "expected an object with apiVersion and kind");
            return;
        }

        var kind = Require(scope, "kind");
        var apiVersion = Require(scope, "apiVersion");
        if (kind is null || apiVersion is null)
        {
            return;
        }

        if (kind.EndsWith(ListSuffix, StringComparison.Ordinal) && node["items"] is { Kind: NodeKind.Array } items)
        {
            ReadList(scope, kind, apiVersion, items);
        }
        else if (!Kinds.TryGetValue(kind, out var reader))
        {
            Ignore(scope, kind, apiVersion);
        }
        else if (reader.ApiVersion != apiVersion)
        {
            scope.Error("apiVersion", $"there is no kind {kind} in {apiVersion}; write {reader.ApiVersion}");
        }
        else
        {
            reader.Read(scope);
        }
    }

    /// <summary>Items of a <c>PodList</c> need not say that they are pods.</summary>
    private static void ReadList(ObjectScope scope, string kind, string apiVersion, ManifestNode items)
    {
        for (var i = 0; i < items.Items.Count; i++)
        {
            var item = items.Items[i];
            if (item.Kind == NodeKind.Object && kind.Length > ListSuffix.Length && item["kind"] is null)
            {
                item = item
                    .With("apiVersion", ManifestNode.Scalar(NodeKind.String, apiVersion, item.Position))
                    .With("kind", ManifestNode.Scalar(NodeKind.String, kind[..^ListSuffix.Length], item.Position));
            }

            Read(scope.Item(i, item));
        }
    }

    private static string? Require(ObjectScope scope, string field)
    {
        if (scope.Node.TextOf(field) is { } text)
        {
            return text;
        }

        if (scope.Node[field] is { Kind: not (NodeKind.Null or NodeKind.String) } value)
        {
            scope.Error(field, value.Position, "expected a string");
            return null;
        }

        var guess = NearestName.Find(field, scope.Node.Members.Select(static m => m.Name));
        scope.Error(FieldPath.Root.Child(field), scope.Node.Position, guess is null ? "Required value" : $"Required value; \"{guess}\" is written like this");
        return null;
    }

    private static void Ignore(ObjectScope scope, string kind, string apiVersion)
    {
        var guess = NearestName.Find(kind, Kinds.Keys);
        var group = apiVersion == "v1" ? "" : $" of {apiVersion}";
        scope.Dubious(
            "kind",
            NodePath.Find(scope.Node, "kind"),
            $"the kind {kind}{group} is not supported and is ignored" + (guess is null ? "" : $"; did you mean \"{guess}\"?"));
    }
}
