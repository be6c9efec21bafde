using Reeve.Kubernetes;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Manifests.Kinds;

/// <summary>A pod by itself.</summary>
internal sealed class PodKind : IKindReader
{
    public string ApiVersion => "v1";

    public string Kind => "Pod";

    public void Read(ObjectScope scope)
    {
        if (scope.Read(scope.Node, KubernetesJson.GetTypeInfo<Pod>(), FieldPath.Root) is { } pod)
        {
            pod = new() { Metadata = Metadata.Complete(pod.Metadata, scope), Spec = pod.Spec };
            PodCollector.Add(scope, pod, static field => field);
        }
    }
}
