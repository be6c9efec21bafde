using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// The objects that stand for static pods at an API server, as a kubelet makes them
/// (https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/). Thread-safe.
/// </summary>
internal sealed class MirrorPods(IKubernetesApi api, NodeView node)
{
    public const string MirrorAnnotation = "kubernetes.io/config.mirror";
    public const string HashAnnotation = "kubernetes.io/config.hash";
    public const string SourceAnnotation = "kubernetes.io/config.source";
    public const string SeenAnnotation = "kubernetes.io/config.seen";

    /// <summary>How long a mirror without its pod is left alone: the pod may not have been read yet.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether an object is a mirror.</summary>
    public static bool IsMirror(Pod pod) => pod.Metadata.Annotations.ContainsKey(MirrorAnnotation);

    /// <summary>The UID of the pod that a mirror stands for.</summary>
    public static string StaticUidOf(Pod mirror) => mirror.Metadata.Annotations[MirrorAnnotation];

    /// <summary>Makes the mirror of a static pod.</summary>
    /// <returns>The mirror; null while the node's object is not known, to which it belongs.</returns>
    public async Task<Pod?> CreateAsync(Pod pod, CancellationToken cancellationToken) => node.Current is { Metadata.Uid: { Length: > 0 } } owner
        ? await api.CreateAsync(ApiResources.Pods, Mirror(pod, owner), cancellationToken)
        : null;

    private static Pod Mirror(Pod pod, Node owner)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pod.Metadata.Annotations)
        {
            annotations[key] = value;
        }

        annotations[MirrorAnnotation] = annotations[HashAnnotation] = pod.Metadata.Uid!;
        annotations[SourceAnnotation] = "file";
        annotations[SeenAnnotation] = (pod.Metadata.CreationTimestamp?.ToString()) ?? "";
        return new()
        {
            Metadata = new()
            {
                Name = pod.Metadata.Name,
                Namespace = pod.Metadata.Namespace,
                Labels = pod.Metadata.Labels,
                Annotations = annotations,
                OwnerReferences =
                [
                    new() { ApiVersion = "v1", Kind = "Node", Name = owner.Metadata.Name, Uid = owner.Metadata.Uid!, Controller = true },
                ],
            },

            // The API server wants neither an account nor what it would inject for one.
            Spec = pod.Spec with { ServiceAccountName = null, ServiceAccount = null, AutomountServiceAccountToken = null },
        };
    }
}
