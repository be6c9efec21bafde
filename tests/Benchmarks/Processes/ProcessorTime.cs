using System.Globalization;

namespace Reeve.Benchmarks.Processes;

/// <summary>How long processors were busy: the first line of <c>/proc/stat</c>, see proc(5).</summary>
internal static class ProcessorTime
{
    // user, nice, system, (idle, iowait), irq, softirq; what follows is counted in these already, or belongs to others.
    private static readonly int[] Busy = [1, 2, 3, 6, 7];

    /// <summary>The time that all processors together have worked since the machine began.</summary>
    public static TimeSpan OfMachine()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Busy.Sum(field => long.Parse(fields[field], CultureInfo.InvariantCulture)) * ProcessTable.Tick;
    }
}
