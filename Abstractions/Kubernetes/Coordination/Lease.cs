namespace Reeve.Kubernetes;

/// <summary>A claim that its holder renews while alive.</summary>
public sealed record Lease() : KubernetesObject("coordination.k8s.io/v1", "Lease")
{
    /// <summary>The claim.</summary>
    public LeaseSpec Spec { get; init => field = value ?? Blank<LeaseSpec>.Value; } = Blank<LeaseSpec>.Value;
}
