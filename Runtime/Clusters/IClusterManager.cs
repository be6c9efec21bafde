using Reeve.Clusters;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters;

/// <summary>
/// Keeps clusters as they are wanted: takes what is wanted, validates it, has the operation engine do it, watches what becomes of it. Thread-safe.
/// </summary>
/// <remarks>
/// <para><b>Errors.</b> Methods that ask for something throw <see cref="ClusterRefusedException"/> where it is not done, and
/// <see cref="OperationConflictException"/> with the id of the operation that goes on; in both cases nothing was begun. A
/// <see cref="ProviderException"/> says that the provisioner failed before anything was begun.</para>
/// <para><b>Progress.</b> Operations go on by themselves once they are accepted; <see cref="IOperationEngine"/> shows, cancels, retries and
/// abandons them. What they did is in the audit trail as <c>Install</c>, <c>Upgrade</c>, <c>Patch</c>, <c>Reset</c> and <c>Reset Certs</c>.</para>
/// <para><b>Reading</b> is from memory and cheap.</para>
/// </remarks>
public interface IClusterManager
{
    /// <summary>The types that are loaded, by name.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>All clusters that are known, by name. The default cluster is always there.</summary>
    IReadOnlyList<ClusterView> List();

    /// <summary>A cluster, or null if there is none of this name. The default cluster is always there.</summary>
    /// <param name="name">Its name.</param>
    ClusterView? Find(string name);

    /// <summary>The cluster as it is, then again after each change. A slow reader misses states between, never the last one. Endless until cancelled.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.NotFound"/>.</exception>
    IAsyncEnumerable<ClusterView> WatchAsync(string name, CancellationToken cancellationToken);

    /// <summary>Makes a cluster. Allowed where there is none, where it was deleted, and where making it failed.</summary>
    /// <param name="name">Its name: an RFC 1123 label.</param>
    /// <param name="desired">The whole of it: version, pod and service subnets and CNI are required.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> CreateAsync(string name, ClusterDesired desired, string requestedBy, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a cluster to a version, and to settings. What is not stated stays as it is. The version may be a later patch of the same release,
    /// or any patch of the next one.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="desired">What is wanted.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> ReplaceAsync(string name, ClusterDesired desired, string requestedBy, CancellationToken cancellationToken);

    /// <summary>
    /// Changes the CNI's version, whether workloads run, certificate names, or registry settings. Other fields may be there with the values
    /// that they have; other values are refused by field.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="change">What is wanted.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> PatchAsync(string name, ClusterDesired change, string requestedBy, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a cluster, its configuration and every change that it made to the system; also one that is half made, and one that the agent
    /// found. An operation that is stuck is given up for it. Where there is none, nothing is done.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">How.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> DeleteAsync(string name, ClusterDeleteOptions options, string requestedBy, CancellationToken cancellationToken);

    /// <summary>Renews a cluster's certificates.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> RenewCertificatesAsync(string name, string requestedBy, CancellationToken cancellationToken);

    /// <summary>Says what would be done; changes nothing. Refuses what the method of the verb would refuse, except that an operation may go on.</summary>
    /// <param name="name">The cluster's name.</param>
    /// <param name="verb">What would be asked.</param>
    /// <param name="desired">What would be wanted; null for verbs that take none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<OperationPreview> PlanAsync(string name, ClusterVerb verb, ClusterDesired? desired, CancellationToken cancellationToken);

    /// <summary>Makes a kubeconfig.</summary>
    /// <param name="name">The cluster's name.</param>
    /// <param name="request">Whose and for how long.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The YAML text. It is a secret.</returns>
    Task<string> GetKubeconfigAsync(string name, KubeconfigRequest request, CancellationToken cancellationToken);

    /// <summary>Looks at a cluster's certificates.</summary>
    /// <param name="name">The cluster's name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(string name, CancellationToken cancellationToken);

    /// <summary>Looks at a cluster now, rather than when it is due.</summary>
    /// <param name="name">The cluster's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The cluster as it was found.</returns>
    Task<ClusterView> ObserveAsync(string name, CancellationToken cancellationToken);

    /// <summary>How the watching over a cluster goes.</summary>
    /// <param name="name">The cluster's name.</param>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.NotFound"/>.</exception>
    ReconcilerStatus GetReconciler(string name);

    /// <summary>
    /// Pauses the watching over a cluster, or lets it go on. Paused, it is looked at and reported, but nothing begins by itself: no renewal, no
    /// upgrade, no stopping of new workloads. It stays so over restarts.
    /// </summary>
    /// <param name="name">The cluster's name.</param>
    /// <param name="isPaused">Whether it is to be paused.</param>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.NotFound"/>.</exception>
    void SetReconciler(string name, bool isPaused);
}
