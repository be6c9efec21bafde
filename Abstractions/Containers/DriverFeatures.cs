using Reeve.Workloads;

namespace Reeve.Containers;

/// <summary>What a container driver does.</summary>
/// <remarks>
/// The engine adds what it does itself for every driver: init containers, sidecars, restarts and rules, network probes, hooks,
/// termination messages, deadlines, the volumes that it writes, subPath, and exec probes if the driver is an
/// <see cref="IContainerExec"/>.
/// </remarks>
public sealed record DriverFeatures
{
    /// <summary>The features that the driver itself honours: users, limits, namespaces, terminals.</summary>
    public PodFeatures Pod { get; init; } = new();

    /// <summary>Image forms that the driver can run.</summary>
    public ImageForms Images { get; init; } = ImageForms.Host;

    /// <summary>
    /// Volumes appear at their mountPath, for the container alone. If false, a mount's place is its source on the machine,
    /// and the engine says it in the variable <see cref="MountVariable"/> names, which is set in both cases.
    /// </summary>
    public bool PrivateMounts { get; init; }

    /// <summary>The signal that a container is stopped with where nothing else is said.</summary>
    public string DefaultStopSignal { get; init; } = "SIGTERM";

    /// <summary>The name before <c>://</c> in <c>status.containerStatuses[].containerID</c>, e.g. <c>process</c>.</summary>
    public required string RuntimeName { get; init; }
}
