using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

/// <summary>All types of the model that can be read and written.</summary>
internal static class ModelTypes
{
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(KubernetesRecord).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(KubernetesRecord)) && !type.IsAbstract && !type.IsGenericType)
            .OrderBy(type => type.Name, StringComparer.Ordinal),
        typeof(KubernetesList<Pod>),
        typeof(KubernetesList<Node>),
        typeof(KubernetesList<Secret>),
    ];
}
