using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Containers;

/// <summary>
/// Runs single containers: a process tree, a unit. The runtime's engine turns a driver into an <see cref="IWorkloadProvider"/>
/// with the kubelet's semantics: order, restarts and back-off, probes, hooks, volumes, environment, logs, status.
/// </summary>
/// <remarks>
/// <para><b>Division of work.</b> The engine decides when a container starts and stops and gives it a complete
/// <see cref="ContainerLaunch"/>: final argv and environment, volumes already on disk, log files already made. The driver
/// starts it, isolates it, watches it and ends it. It never restarts anything on its own, and retries nothing.</para>
/// <para><b>Truth.</b> Containers outlive the driver, the plugin and the agent. After a restart <see cref="WatchContainersAsync"/>
/// reports every container of this owner again, also those that ended meanwhile, with exit code and times, until
/// <see cref="RemoveContainerAsync"/>. A container whose end cannot be learned (reboot, supervisor killed) is reported
/// terminated with reason <c>ContainerStatusUnknown</c> and exit code 137, never as running.</para>
/// <para><b>Ordering.</b> Calls for one container come one after another, except that <see cref="StopContainerAsync"/> may overlap
/// an earlier stop of the same container. Calls for different containers come concurrently.</para>
/// <para><b>Capabilities</b> are interfaces on the same object: <see cref="IContainerExec"/>, <see cref="IContainerAttach"/>,
/// <see cref="IContainerStats"/>, <see cref="IContainerUpdate"/>, <see cref="IContainerPortForward"/>,
/// <see cref="IPodAdmission"/>.</para>
/// </remarks>
public interface IContainerDriver : IProvider
{
    /// <summary>What the driver does. Constant from the end of <see cref="IProvider.StartAsync"/> on.</summary>
    DriverFeatures Features { get; }

    /// <inheritdoc cref="IWorkloadProvider.WatchNodeAsync"/>
    IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes what the containers of a pod share (a slice, a network) and says what became known by it. Called before the first
    /// container, and again after a restart of the agent: what is there is kept.
    /// </summary>
    /// <param name="sandbox">The pod's common part.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">Shown as <c>FailedCreatePodSandBox</c>; tried again unless Invalid or Unsupported.</exception>
    Task<PodFacts> PrepareSandboxAsync(Sandbox sandbox, CancellationToken cancellationToken);

    /// <summary>
    /// Starts one attempt of a container and returns when its program runs (after a successful exec) or is known not to.
    /// An attempt that exists is not started again: its present state is returned.
    /// </summary>
    /// <param name="launch">Everything that it needs.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>
    /// Running; or terminated with reason <c>StartError</c> (the program cannot be executed; exit code 128) or
    /// <c>ContainerCannotRun</c> (its environment cannot be made: mounts, user, working directory; exit code 128).
    /// Either way the attempt counts.
    /// </returns>
    /// <exception cref="ProviderException">Nothing was started and the attempt does not count; tried again with back-off.</exception>
    Task<ContainerObservation> StartContainerAsync(ContainerLaunch launch, CancellationToken cancellationToken);

    /// <summary>
    /// Sends the stop signal to the container's main process, after the grace period kills its whole process tree, and returns
    /// once nothing of it runs. Called again with a shorter period, the shorter one counts.
    /// </summary>
    /// <param name="container">The attempt.</param>
    /// <param name="signal">The signal's name, e.g. <c>SIGTERM</c>; null for the default.</param>
    /// <param name="gracePeriod">Zero: kill at once, no signal first.</param>
    /// <param name="cancellationToken">Stops waiting, not the stopping.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: no such attempt.</exception>
    Task StopContainerAsync(ContainerId container, string? signal, TimeSpan gracePeriod, CancellationToken cancellationToken);

    /// <summary>Forgets an ended attempt and frees what it held. The engine keeps the newest ended attempts until it needs them no more.</summary>
    /// <param name="container">The attempt; a running one is killed first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: nothing is left.</exception>
    Task RemoveContainerAsync(ContainerId container, CancellationToken cancellationToken);

    /// <summary>Kills and forgets everything of a pod. Afterwards it is unknown.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: nothing is left.</exception>
    Task RemoveSandboxAsync(PodId pod, CancellationToken cancellationToken);

    /// <summary>
    /// Reports every attempt of this owner that the driver knows, then <see cref="ContainerWatchKind.Synced"/>, then each change.
    /// A listing that is not complete throws <see cref="ErrorReason.Transient"/>. At most one watch runs at a time; one
    /// that ends is begun again.
    /// </summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    IAsyncEnumerable<ContainerWatchItem> WatchContainersAsync(CancellationToken cancellationToken);
}
