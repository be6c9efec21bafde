using Reeve.Kubernetes;
using Reeve.Plugins;

namespace Reeve.Workloads;

/// <summary>
/// Runs whole pods on a backend that takes a pod as one thing, such as a batch job. A backend that runs single processes
/// implements <see cref="Containers.IContainerDriver"/> instead and gets the kubelet's semantics from the runtime's engine.
/// </summary>
/// <remarks>
/// <para><b>Truth.</b> What runs is known to the backend alone. A provider keeps no state that cannot be lost: identity is
/// recoverable from the backend, so that <see cref="WatchPodsAsync"/> of a fresh instance finds every pod again.</para>
/// <para><b>Ordering.</b> The core calls start, update, stop and remove of one pod one after another, of different pods
/// concurrently; only <see cref="StopPodAsync"/> may overlap an earlier stop of the same pod (with a shorter grace period).</para>
/// <para><b>Capabilities</b> are interfaces on the same object: <see cref="IPodAdmission"/>, <see cref="IPodLogs"/>,
/// <see cref="IPodExec"/>, <see cref="IPodAttach"/>, <see cref="IPodPortForward"/>, <see cref="IPodStats"/>,
/// <see cref="IPodUpdate"/>, <see cref="INodeInputs"/>. What is not implemented is answered with 501, never with a pretended success.</para>
/// </remarks>
public interface IWorkloadProvider : IProvider
{
    /// <summary>What the provider honours. Constant from the end of <see cref="IProvider.StartAsync"/> on.</summary>
    PodFeatures Features { get; }

    /// <summary>
    /// Describes the node that this backend is: first what it is now, then again at each change. Endless until cancelled;
    /// if it ends or throws, the core marks the node not ready and watches again with back-off.
    /// </summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Names the API objects beyond those that the pod's own fields refer to (ConfigMaps, Secrets, claims) that the provider
    /// needs to run it. The core fetches them into <see cref="ResolvedPod.Inputs"/>. Pure: no I/O.
    /// </summary>
    /// <param name="pod">The pod as written.</param>
    IReadOnlyList<InputReference> DescribeInputs(Pod pod);

    /// <summary>
    /// Starts a pod. Returns once the backend has accepted it, which for a batch system means queued, not running.
    /// A pod that is there already is left alone.
    /// </summary>
    /// <param name="pod">The pod with every question answered. Valid beyond the call.</param>
    /// <param name="cancellationToken">Stops waiting; whether the backend accepted is then found by watching.</param>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.Invalid"/> and <see cref="ErrorReason.Unsupported"/> fail the pod for good; every other
    /// reason is tried again with back-off, and the message is shown in the pod's status meanwhile.
    /// </exception>
    Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken);

    /// <summary>
    /// Stops a pod: preStop hooks, stop signal, and after the grace period the whole process tree by force. Returns once the
    /// backend confirms that nothing of it runs any more. Called again with a shorter period, the shorter one counts.
    /// Its final container states stay visible to <see cref="WatchPodsAsync"/> until <see cref="RemovePodAsync"/>.
    /// </summary>
    /// <param name="pod">The pod.</param>
    /// <param name="gracePeriod">Zero: at once. Hooks count against it.</param>
    /// <param name="cancellationToken">Stops waiting, not the stopping.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: nothing runs.</exception>
    Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken);

    /// <summary>Frees everything that a stopped pod left behind: files, units, records, logs. Afterwards it is unknown.</summary>
    /// <param name="pod">The pod. If it still runs it is stopped first, at once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: nothing is left.</exception>
    Task RemovePodAsync(PodId pod, CancellationToken cancellationToken);

    /// <summary>
    /// Reports every pod of this owner that the backend knows, then <see cref="PodWatchKind.Synced"/>, then each change as a
    /// whole new report. A listing that is not complete throws <see cref="ErrorReason.Transient"/> and never says Synced.
    /// When it ends or throws, the core watches again. At most one watch runs at a time.
    /// </summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    IAsyncEnumerable<PodWatchItem> WatchPodsAsync(CancellationToken cancellationToken);
}
