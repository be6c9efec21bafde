using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Clusters;

/// <summary>
/// Checks a provisioner against what <see cref="Reeve.Clusters.IClusterProvisioner"/> demands, through the real plugin boundary: the plugin is
/// loaded from its directory, into a load context of its own, for each requirement anew, and its steps go through the runtime's journal.
/// </summary>
public static class ClusterProvisionerSuite
{
    private static readonly IReadOnlyList<ConformanceCase<ClusterSession>> Cases =
        [.. SpecCases.All, .. PlanCases.All, .. StepCases.All, .. LifeCases.All, .. UndoCases.All, .. CapabilityCases.All];

    /// <summary>What the contract demands, in the suite's order.</summary>
    public static IReadOnlyList<Requirement> Requirements { get; } = [.. Cases.Select(@case => @case.Requirement)];

    /// <summary>Runs the suite.</summary>
    /// <param name="target">The provisioner, and a cluster for it to make.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static Task<ConformanceReport> RunAsync(ClusterTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return CaseRunner.RunAsync(
            "IClusterProvisioner", Cases, token => ClusterSession.OpenAsync(target, token), target.Provider.Select, cancellationToken);
    }
}
