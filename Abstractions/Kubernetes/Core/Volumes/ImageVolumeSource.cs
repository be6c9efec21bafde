namespace Reeve.Kubernetes;

/// <summary>The content of an image or artifact.</summary>
public sealed record ImageVolumeSource : KubernetesRecord
{
    /// <summary>Image reference.</summary>
    public string? Reference { get; init; }

    /// <summary>One of <see cref="PullPolicies"/>.</summary>
    public string? PullPolicy { get; init; }
}
