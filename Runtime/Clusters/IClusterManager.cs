using Reeve.Clusters;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters;

/// <summary>
/// Keeps clusters as they are wanted: takes what is wanted, validates it, has the operation engine do it, watches what becomes of it. Thread-safe.
/// </summary>
/// <remarks>
/// <para><b>Tenants.</b> A cluster is asked for by its key: its name, or its name and its tenant (<see cref="Tenants.ClusterKey"/>). Names are unique for a tenant. Who may see
/// whose clusters is the caller's to know.</para>
/// <para><b>Errors.</b> Methods that ask for something throw <see cref="ClusterRefusedException"/> where it is not done, and
/// <see cref="OperationConflictException"/> with the id of the operation that goes on; in both cases nothing was begun. A
/// <see cref="ProviderException"/> says that the provisioner failed before anything was begun.</para>
/// <para><b>Progress.</b> Operations go on by themselves once they are accepted; <see cref="IOperationEngine"/> shows, cancels, retries and
/// abandons them. What they did is in the audit trail as <c>Install</c>, <c>Upgrade</c>, <c>Patch</c>, <c>Reset</c>, <c>Reset Certs</c>, <c>Release</c> and <c>Adopt</c>.</para>
/// <para><b>Reading</b> is from memory and cheap.</para>
/// </remarks>
public interface IClusterManager
{
    /// <summary>The types that are loaded, by name.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>All clusters that are known, those without a tenant first, by name. The default cluster is always there.</summary>
    IReadOnlyList<ClusterView> List();

    /// <summary>A cluster, or null if there is none of this key. The default cluster is always there.</summary>
    /// <param name="name">Its key.</param>
    ClusterView? Find(string name);

    /// <summary>The cluster as it is, then again after each change. A slow reader misses states between, never the last one. Endless until cancelled.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.NotFound"/>.</exception>
    IAsyncEnumerable<ClusterView> WatchAsync(string name, CancellationToken cancellationToken);

    /// <summary>Makes a cluster. Allowed where there is none, where it was deleted, and where making it failed.</summary>
    /// <param name="name">Its key: RFC 1123 labels.</param>
    /// <param name="desired">The whole of it: version, pod and service subnets and CNI are required, here or in the flavor that it names.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> CreateAsync(string name, ClusterDesired desired, string requestedBy, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a cluster to a version, and to settings. What is not stated stays as it is. The version may be a later patch of the same release,
    /// or any patch of the next one.
    /// </summary>
    /// <param name="name">Its key.</param>
    /// <param name="desired">What is wanted.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> ReplaceAsync(string name, ClusterDesired desired, string requestedBy, CancellationToken cancellationToken);

    /// <summary>
    /// Changes the CNI's version, whether workloads run, certificate names, or registry settings. Other fields may be there with the values
    /// that they have; other values are refused by field.
    /// </summary>
    /// <param name="name">Its key.</param>
    /// <param name="change">What is wanted.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> PatchAsync(string name, ClusterDesired change, string requestedBy, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a cluster, its configuration and every change that it made to the system; also one that is half made, and one that the agent
    /// found. An operation that is stuck is given up for it. Where there is none, nothing is done.
    /// </summary>
    /// <param name="name">Its key.</param>
    /// <param name="options">How.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> DeleteAsync(string name, ClusterDeleteOptions options, string requestedBy, CancellationToken cancellationToken);

    /// <summary>Renews a cluster's certificates.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> RenewCertificatesAsync(string name, string requestedBy, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a cluster up for another agent, as far as its provisioner can do that: this agent does nothing more to it, and marks it so that another one may adopt it. Where it is
    /// released already, nothing is done.
    /// </summary>
    /// <param name="name">Its key.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    Task<ClusterAccepted> ReleaseAsync(string name, string requestedBy, CancellationToken cancellationToken);

    /// <summary>What another agent needs to adopt a cluster that was released: what <see cref="AdoptAsync"/> takes. It stays until the cluster is deleted here.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A JSON document. It is a secret: the cluster's authorities are in it.</returns>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.WrongPhase"/>: it is not released.</exception>
    Task<string> GetHandoverAsync(string name, CancellationToken cancellationToken);

    /// <summary>Takes over a cluster that another agent, or this one, has released. It keeps name and tenant.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="handover">What <see cref="GetHandoverAsync"/> gave there.</param>
    /// <param name="requestedBy">Who asks, for the audit trail.</param>
    /// <param name="cancellationToken">Stops it before anything is begun.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Conflict"/>: it is not released; the message names its owner.</exception>
    Task<ClusterAccepted> AdoptAsync(string name, string handover, string requestedBy, CancellationToken cancellationToken);

    /// <summary>Says what would be done; changes nothing. Refuses what the method of the verb would refuse, except that an operation may go on.</summary>
    /// <param name="name">The cluster's key.</param>
    /// <param name="verb">What would be asked.</param>
    /// <param name="desired">What would be wanted; null for verbs that take none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<OperationPreview> PlanAsync(string name, ClusterVerb verb, ClusterDesired? desired, CancellationToken cancellationToken);

    /// <summary>Makes a kubeconfig.</summary>
    /// <param name="name">The cluster's key.</param>
    /// <param name="request">Whose and for how long.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The YAML text. It is a secret.</returns>
    Task<string> GetKubeconfigAsync(string name, KubeconfigRequest request, CancellationToken cancellationToken);

    /// <summary>Looks at a cluster's certificates.</summary>
    /// <param name="name">The cluster's key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(string name, CancellationToken cancellationToken);

    /// <summary>Looks at a cluster now, rather than when it is due.</summary>
    /// <param name="name">The cluster's key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The cluster as it was found.</returns>
    Task<ClusterView> ObserveAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Has a condition of a cluster say what somebody else has found who keeps something of it, such as the way to it (<see cref="ClusterEdges.Condition"/>). It is shown at
    /// once and stays over restarts; the time of one whose status stays is kept. A cluster that is not known is fine.
    /// </summary>
    /// <param name="name">The cluster's key.</param>
    /// <param name="type">The condition's type.</param>
    /// <param name="finding">What it says; null takes it away.</param>
    /// <exception cref="IOException">It is not on disk; nothing has changed.</exception>
    void SetCondition(string name, string type, ClusterConditionState? finding);

    /// <summary>How the watching over a cluster goes.</summary>
    /// <param name="name">The cluster's key.</param>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.NotFound"/>.</exception>
    ReconcilerStatus GetReconciler(string name);

    /// <summary>
    /// Pauses the watching over a cluster, or lets it go on. Paused, it is looked at and reported, but nothing begins by itself: no renewal, no
    /// upgrade, no stopping of new workloads. It stays so over restarts.
    /// </summary>
    /// <param name="name">The cluster's key.</param>
    /// <param name="isPaused">Whether it is to be paused.</param>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.NotFound"/>.</exception>
    void SetReconciler(string name, bool isPaused);
}
