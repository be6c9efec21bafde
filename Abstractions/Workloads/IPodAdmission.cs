using Reeve.Kubernetes;

namespace Reeve.Workloads;

/// <summary>A provider's own checks of a pod, beyond <see cref="PodFeatures"/>: annotations, paths, users.</summary>
public interface IPodAdmission
{
    /// <summary>Says what is wrong with a pod for this provider. Pure and fast: no I/O, called before the pod is accepted.</summary>
    /// <param name="pod">The pod as written.</param>
    /// <returns>Empty if the pod can run here.</returns>
    IReadOnlyList<FieldError> Validate(Pod pod);
}
