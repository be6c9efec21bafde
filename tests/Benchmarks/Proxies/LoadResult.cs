namespace Reeve.Benchmarks.Proxies;

/// <summary>What a load generator saw in one run.</summary>
internal sealed record LoadResult
{
    /// <summary>Requests a second.</summary>
    public required double Rate { get; init; }

    /// <summary>How many requests were answered.</summary>
    public required double Requests { get; init; }

    /// <summary>Milliseconds that half of the requests took at most.</summary>
    public required double P50 { get; init; }

    /// <summary>Milliseconds that 99 % took at most.</summary>
    public required double P99 { get; init; }

    /// <summary>Milliseconds that 99.9 % took at most.</summary>
    public required double P999 { get; init; }

    /// <summary>Requests that failed.</summary>
    public required long Failures { get; init; }
}
