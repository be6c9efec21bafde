namespace Reeve.Clusters;

/// <summary>
/// Hands clusters over from one agent to another. The provisioner plans <see cref="ClusterIntent.Release"/>, after which another agent may take what bears the cluster's
/// marks, and <see cref="ClusterIntent.Adopt"/>, after which all of it bears the marks of the new one. Both can be taken back and repeated.
/// </summary>
/// <remarks>
/// <see cref="ClusterIntent.Adopt"/> is planned with <see cref="ClusterSpec.AdoptedFrom"/> and an observation of what bears the former marks. What was not released is refused with
/// <see cref="ErrorReason.Conflict"/> and its owner; what does not exist with <see cref="ErrorReason.NotFound"/>. The secrets are there before the first step.
/// </remarks>
public interface IClusterHandover
{
    /// <summary>Says what another agent needs. Asks nobody.</summary>
    /// <param name="spec">The cluster as it is wanted.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<ClusterHandover> DescribeHandoverAsync(ClusterSpec spec, CancellationToken cancellationToken);
}
