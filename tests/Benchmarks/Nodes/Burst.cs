namespace Reeve.Benchmarks.Nodes;

/// <summary>How long many pods at once took, in seconds.</summary>
internal sealed record Burst
{
    /// <summary>Where they are.</summary>
    public required string Namespace { get; init; }

    /// <summary>Binding all of them.</summary>
    public required double Binding { get; init; }

    /// <summary>From the first binding to the last Running.</summary>
    public required double All { get; init; }

    /// <summary>For each pod from its binding to its Running, in ascending order.</summary>
    public required IReadOnlyList<double> Each { get; init; }

    /// <summary>The time within which a share of the pods was Running.</summary>
    public double Percentile(double share) => Each[Math.Min(Each.Count - 1, (int)(share * Each.Count))];
}
