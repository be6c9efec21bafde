using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>
/// Checks a provider of proxies against everything that <see cref="Reeve.Proxies.IProxyProvider"/> demands, through the real plugin boundary and
/// with the runtime's service above it, which checks documents, keeps them, and lends sockets to providers that take them.
/// </summary>
/// <remarks>The checks serve on free ports of the loopback, to servers of their own. What a provider does not claim to do is not demanded.</remarks>
public static class ProxyProviderSuite
{
    private static readonly IReadOnlyList<ConformanceCase<ProxySession>> Cases =
        [.. MatchCases.All, .. MessageCases.All, .. LimitCases.All, .. SourceCases.All, .. ServerCases.All, .. TlsCases.All, .. StreamCases.All, .. ChangeCases.All];

    /// <summary>What the contract demands, in the suite's order.</summary>
    public static IReadOnlyList<Requirement> Requirements { get; } = [.. Cases.Select(@case => @case.Requirement)];

    /// <summary>Runs the suite.</summary>
    /// <param name="target">The provider.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<ConformanceReport> RunAsync(ProviderTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var directory = new WorkDirectory(target.WorkDirectory);
        await using var plugin = await OpenedPlugin.LoadAsync(target, directory, cancellationToken);
        return await CaseRunner.RunAsync("IProxyProvider", Cases, token => ProxySession.OpenAsync(target, plugin, token), target.Select, cancellationToken);
    }
}
