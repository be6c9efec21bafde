namespace Reeve.Benchmarks.Proxies;

/// <summary>How long is measured: with <c>REEVE_BENCH_QUICK=1</c> only for a rough look.</summary>
/// <param name="Rounds">How often each contender gets each load.</param>
/// <param name="Seconds">How long each time.</param>
internal sealed record ProxyPace(int Rounds, int Seconds)
{
    public static ProxyPace Get() => Environment.GetEnvironmentVariable("REEVE_BENCH_QUICK") is "1" ? new(1, 1) : new(2, 3);
}
