using System.Globalization;
using System.Text.RegularExpressions;
using Reeve.Testing.OpenStack;

namespace Reeve.Benchmarks.OpenStack;

/// <summary>What it took to make clusters.</summary>
internal sealed partial record MadeClusters
{
    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>How many calls.</summary>
    public required int Calls { get; init; }

    /// <summary>The calls by method and path, most first.</summary>
    public required string Kinds { get; init; }

    /// <summary>Counts what a proxy has seen.</summary>
    public static MadeClusters Of(TimeSpan time, CloudProxy proxy)
    {
        var calls = proxy.Calls.ToList();
        return new MadeClusters
        {
            Seconds = time.TotalSeconds,
            Calls = calls.Count,
            Kinds = string.Join(", ", calls.GroupBy(call => $"{call.Method} {Id().Replace(call.Path, "ID")}").OrderByDescending(group => group.Count())
                .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} {group.Count()}"))),
        };
    }

    [GeneratedRegex("[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")]
    private static partial Regex Id();
}
