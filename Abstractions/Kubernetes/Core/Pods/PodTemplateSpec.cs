namespace Reeve.Kubernetes;

/// <summary>A pod as a controller's template describes it.</summary>
public sealed record PodTemplateSpec : KubernetesRecord
{
    /// <summary>Metadata of the pods.</summary>
    public ObjectMeta Metadata { get; init => field = value ?? Blank<ObjectMeta>.Value; } = Blank<ObjectMeta>.Value;

    /// <summary>Specification of the pods.</summary>
    public PodSpec Spec { get; init => field = value ?? Blank<PodSpec>.Value; } = Blank<PodSpec>.Value;
}
