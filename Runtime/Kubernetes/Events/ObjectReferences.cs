using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>Makes references to objects.</summary>
public static class ObjectReferences
{
    /// <summary>Refers to an object, or to a field of it.</summary>
    /// <param name="item">The object.</param>
    /// <param name="fieldPath">The field, such as <c>spec.containers{web}</c>; null for the object as a whole.</param>
    public static ObjectReference To(IKubernetesObject item, string? fieldPath = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new()
        {
            ApiVersion = item.ApiVersion,
            Kind = item.Kind,
            Namespace = item.Metadata.Namespace,
            Name = item.Metadata.Name,
            Uid = item.Metadata.Uid,
            ResourceVersion = item.Metadata.ResourceVersion,
            FieldPath = fieldPath,
        };
    }

    /// <summary>Refers to a container of a pod, in the way in which tools expect it.</summary>
    public static ObjectReference ToContainer(Pod pod, string container)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var list = pod.Spec.InitContainers.Any(c => c.Name == container) ? "initContainers"
            : pod.Spec.EphemeralContainers.Any(c => c.Name == container) ? "ephemeralContainers"
            : "containers";
        return To(pod, $"spec.{list}{{{container}}}");
    }
}
