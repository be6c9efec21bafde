using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Reeve.Benchmarks.Processes;
using Reeve.Testing.OpenStack;

namespace Reeve.Benchmarks.OpenStack;

/// <summary>What it took to make clusters.</summary>
internal sealed partial record MadeClusters
{
    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>How many seconds processors were busy, those of the services above all.</summary>
    public required double Work { get; init; }

    /// <summary>How many calls.</summary>
    public required int Calls { get; init; }

    /// <summary>The calls by method and path, most first.</summary>
    public required string Kinds { get; init; }

    /// <summary>Makes clusters, and counts what a proxy sees meanwhile.</summary>
    public static async Task<MadeClusters> MeasureAsync(CloudProxy proxy, Func<Task> make)
    {
        proxy.Forget();
        var (busy, start) = (ProcessorTime.OfMachine(), Stopwatch.GetTimestamp());
        await make();
        return Of(Stopwatch.GetElapsedTime(start), ProcessorTime.OfMachine() - busy, proxy);
    }

    private static MadeClusters Of(TimeSpan time, TimeSpan work, CloudProxy proxy)
    {
        var calls = proxy.Calls.ToList();
        return new MadeClusters
        {
            Seconds = time.TotalSeconds,
            Work = work.TotalSeconds,
            Calls = calls.Count,
            Kinds = string.Join(", ", calls.GroupBy(call => $"{call.Method} {Id().Replace(call.Path, "ID")}").OrderByDescending(group => group.Count())
                .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} {group.Count()}"))),
        };
    }

    [GeneratedRegex("[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")]
    private static partial Regex Id();
}
