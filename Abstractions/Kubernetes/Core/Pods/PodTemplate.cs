namespace Reeve.Kubernetes;

/// <summary>A stored template of pods.</summary>
public sealed record PodTemplate() : KubernetesObject("v1", "PodTemplate")
{
    /// <summary>The template.</summary>
    public PodTemplateSpec Template { get; init => field = value ?? Blank<PodTemplateSpec>.Value; } = Blank<PodTemplateSpec>.Value;
}
