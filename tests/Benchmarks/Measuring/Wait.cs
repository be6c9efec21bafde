namespace Reeve.Benchmarks.Measuring;

/// <summary>Waits for something that cannot notify.</summary>
internal static class Wait
{
    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <param name="what">Named when it does not come.</param>
    /// <param name="limit">How long to wait at most.</param>
    /// <param name="pause">Between two questions; asking costs the processor time that is being measured.</param>
    /// <param name="condition">The question.</param>
    /// <exception cref="BenchmarkException">It did not come in time.</exception>
    public static async Task UntilAsync(string what, TimeSpan limit, TimeSpan pause, Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                throw new BenchmarkException($"{what}: not within {limit.TotalSeconds:0} s");
            }

            await Task.Delay(pause);
        }
    }
}
