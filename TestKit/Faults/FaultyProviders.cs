using Reeve.Clusters;
using Reeve.Containers;
using Reeve.Proxies;
using Reeve.Workloads;

namespace Reeve.TestKit.Faults;

/// <summary>
/// Puts faults before providers of each contract: slow calls, calls that throw, answers that are lost, cancellations, restarts. For tests of what stands above
/// a provider, and of providers over others.
/// </summary>
/// <remarks>
/// Each takes a way to make the provider, because a restart makes another one: the constructor with a context is enough. The real provider belongs to what is
/// returned and is disposed with it. All are thread-safe as their contracts demand.
/// </remarks>
public static class FaultyProviders
{
    /// <summary>A provider of whole pods with faults.</summary>
    /// <param name="make">Makes the real one, not started.</param>
    /// <param name="plan">What goes wrong.</param>
    /// <param name="time">The clock of delays; null for the system's.</param>
    public static IWorkloadProvider Workload(Func<IWorkloadProvider> make, FaultPlan plan, TimeProvider? time = null) =>
        new FaultyWorkloadProvider(make, plan, time ?? TimeProvider.System);

    /// <summary>A driver of containers with faults.</summary>
    /// <inheritdoc cref="Workload"/>
    public static IContainerDriver Driver(Func<IContainerDriver> make, FaultPlan plan, TimeProvider? time = null) =>
        new FaultyContainerDriver(make, plan, time ?? TimeProvider.System);

    /// <summary>A provisioner of clusters with faults.</summary>
    /// <inheritdoc cref="Workload"/>
    public static IClusterProvisioner Cluster(Func<IClusterProvisioner> make, FaultPlan plan, TimeProvider? time = null) =>
        new FaultyClusterProvisioner(make, plan, time ?? TimeProvider.System);

    /// <summary>A provider of proxies with faults.</summary>
    /// <inheritdoc cref="Workload"/>
    public static IProxyProvider Proxy(Func<IProxyProvider> make, FaultPlan plan, TimeProvider? time = null) =>
        new FaultyProxyProvider(make, plan, time ?? TimeProvider.System);
}
