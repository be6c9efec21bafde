using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Workloads;

/// <summary>
/// Checks a provider of whole pods against everything that <see cref="Reeve.Workloads.IWorkloadProvider"/> demands, through the real
/// plugin boundary. A container driver is checked together with the runtime's engine, which makes it such a provider.
/// </summary>
public static class WorkloadProviderSuite
{
    private static readonly IReadOnlyList<ConformanceCase<WorkloadSession>> Cases =
        [.. LifeCases.All, .. ReportCases.All, .. ProgramCases.All];

    /// <summary>What the contract demands, in the suite's order.</summary>
    public static IReadOnlyList<Requirement> Requirements { get; } = [.. Cases.Select(@case => @case.Requirement)];

    /// <summary>Runs the suite.</summary>
    /// <param name="target">The provider, or the driver.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static Task<ConformanceReport> RunAsync(ProviderTarget target, CancellationToken cancellationToken = default) =>
        CaseRunner.RunAsync(
            "IWorkloadProvider", Cases, token => WorkloadSession.OpenAsync(target, token), target.Select, cancellationToken);
}
