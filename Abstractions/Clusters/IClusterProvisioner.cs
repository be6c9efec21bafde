using System.Text.Json;
using Reeve.Plugins;

namespace Reeve.Clusters;

/// <summary>
/// Makes, changes, upgrades and removes clusters: a single-node cluster on this machine, or machines in a cloud. It says what is
/// to be done as data and does single steps; order, journal, retries, undo, resuming and audit are the runtime's.
/// </summary>
/// <remarks>
/// <para><b>Replay.</b> Between planning and applying the process may have been killed and the plugin replaced. Everything that a
/// step needs is therefore in its stored data; a provisioner keeps no state and runs no loop.</para>
/// <para><b>One change per step.</b> A step makes at most one mutating call to a remote API, so that a lost reply leaves exactly one
/// thing to look for. It finds what it made before by deterministic names and ownership marks.</para>
/// <para><b>Ordering.</b> Steps of one operation come in the order of their dependencies, independent ones concurrently. At most
/// one mutating operation runs per cluster.</para>
/// <para><b>Capabilities</b>: <see cref="IClusterKubeconfig"/>, <see cref="IClusterCertificates"/>, <see cref="IClusterHandover"/>.</para>
/// </remarks>
public interface IClusterProvisioner : IProvider
{
    /// <summary>Checks a specification against everything that can be known without changing anything.</summary>
    /// <param name="spec">The desired cluster.</param>
    /// <param name="observation">What exists, for rules about changes (immutable fields, version steps); null for a new cluster.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Empty if it is valid.</returns>
    Task<IReadOnlyList<FieldError>> ValidateAsync(
        ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken);

    /// <summary>Looks at what exists now, by observation alone, also if somebody else made or broke it. Changes nothing.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="context">Commands, files and the cluster's API.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Plans an operation as a graph of data steps. Pure with regard to the world: the same arguments give the same plan, and a
    /// plan for what is there already is empty.
    /// </summary>
    /// <param name="intent">What is wanted.</param>
    /// <param name="spec">The desired cluster; with <see cref="ClusterIntent.Delete"/> the last known one.</param>
    /// <param name="observation">What exists.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the way from here to there is not allowed.</exception>
    Task<ClusterPlan> PlanAsync(
        ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken);

    /// <summary>
    /// Says what is there before a step, as data from which <see cref="UndoAsync"/> can restore it. The runtime journals it
    /// before it applies the step.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="context">Commands, files, outputs of earlier steps.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);

    /// <summary>Does a step. Repeatable: what an earlier, interrupted try made is found and used, never made twice.</summary>
    /// <param name="step">The step.</param>
    /// <param name="prior">What <see cref="CheckAsync"/> found.</param>
    /// <param name="context">Commands, files, outputs of earlier steps.</param>
    /// <param name="cancellationToken">Cancels where that is safe.</param>
    /// <returns>What later steps need (ids, addresses): a JSON object without secrets.</returns>
    Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken);

    /// <summary>Waits until the effect of a step is seen.</summary>
    /// <param name="step">The step.</param>
    /// <param name="context">Commands, files, outputs of earlier steps, its own included.</param>
    /// <param name="cancellationToken">Ends the waiting; the runtime sets the step's deadline.</param>
    Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);

    /// <summary>Takes a step back to what was there before. Repeatable, also for a step that was applied in part or not at all.</summary>
    /// <param name="step">The step.</param>
    /// <param name="prior">What <see cref="CheckAsync"/> found.</param>
    /// <param name="context">Commands, files, outputs of earlier steps.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken);
}
