using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Containers;

/// <summary>
/// Checks a container driver against everything that <see cref="Reeve.Containers.IContainerDriver"/> demands, through the real
/// plugin boundary: the plugin is loaded from its directory, into a load context of its own, for each requirement anew.
/// </summary>
/// <remarks>The checks run small programs of the machine (<c>/bin/sh</c>, <c>sleep</c>), so they need a Unix system.</remarks>
public static class ContainerDriverSuite
{
    private static readonly IReadOnlyList<ConformanceCase<DriverSession>> Cases =
        [.. StartCases.All, .. StopCases.All, .. WatchCases.All, .. RecoveryCases.All, .. CapabilityCases.All];

    /// <summary>What the contract demands, in the suite's order.</summary>
    public static IReadOnlyList<Requirement> Requirements { get; } = [.. Cases.Select(@case => @case.Requirement)];

    /// <summary>Runs the suite.</summary>
    /// <param name="target">The driver.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static Task<ConformanceReport> RunAsync(ProviderTarget target, CancellationToken cancellationToken = default) =>
        CaseRunner.RunAsync(
            "IContainerDriver", Cases, token => DriverSession.OpenAsync(target, token), target.Select, cancellationToken);
}
