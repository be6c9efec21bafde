namespace Reeve.Benchmarks.Measuring;

/// <summary>
/// Runs a measurement and its reference in turns, so that whatever else the machine does strikes both alike. Which of the two
/// comes first changes from round to round.
/// </summary>
internal static class Interleaved
{
    /// <summary>Runs both.</summary>
    /// <param name="warmUps">Rounds before those that count.</param>
    /// <param name="rounds">Rounds that count.</param>
    /// <param name="measured">One run of what is measured: its seconds.</param>
    /// <param name="reference">One run of the reference: its seconds.</param>
    /// <returns>Seconds.</returns>
    public static async Task<Pair> RunAsync(int warmUps, int rounds, Func<Task<double>> measured, Func<Task<double>> reference)
    {
        var own = new List<double>();
        var others = new List<double>();
        for (var round = -warmUps; round < rounds; round++)
        {
            double first, second;
            if (round % 2 == 0)
            {
                first = await measured();
                second = await reference();
            }
            else
            {
                second = await reference();
                first = await measured();
            }

            if (round >= 0)
            {
                own.Add(first);
                others.Add(second);
            }
        }

        return new() { Measured = new(own), Reference = new(others) };
    }

    /// <summary>Runs short operations, each many times in a run.</summary>
    /// <param name="operations">How many times in a run.</param>
    /// <param name="measured">What is measured.</param>
    /// <param name="reference">The reference.</param>
    /// <returns>Operations in a second.</returns>
    public static async Task<Pair> RatesAsync(int operations, Func<Task> measured, Func<Task> reference)
    {
        var seconds = await RunAsync(5, 15, () => RepeatAsync(operations, measured), () => RepeatAsync(operations, reference));
        return seconds.Convert(value => operations / value);
    }

    private static async Task<double> RepeatAsync(int operations, Func<Task> operation)
    {
        GC.Collect();
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < operations; i++)
        {
            await operation();
        }

        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
