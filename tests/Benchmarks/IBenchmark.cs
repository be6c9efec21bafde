using Reeve.Benchmarks.Reporting;

namespace Reeve.Benchmarks;

/// <summary>Measures one thing against its reference.</summary>
internal interface IBenchmark
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>Whether it runs where nothing is named.</summary>
    bool IsByDefault => true;

    /// <summary>Measures.</summary>
    /// <param name="options">Where the agent is.</param>
    /// <exception cref="BenchmarkException">It cannot be measured here.</exception>
    Task<Section> RunAsync(BenchmarkOptions options);
}
