using System.Globalization;

namespace Reeve.Benchmarks.Processes;

/// <summary>The memory of a process, in bytes, from <c>/proc/PID/smaps_rollup</c>.</summary>
internal sealed record ProcessMemory
{
    /// <summary>All that is resident, shared files included.</summary>
    public required long Resident { get; init; }

    /// <summary>What is resident, pages that several processes share divided among them.</summary>
    public required long Proportional { get; init; }

    /// <summary>What would become free if the process ended.</summary>
    public required long Private { get; init; }

    /// <summary>What no file stands behind: heaps and stacks.</summary>
    public required long Anonymous { get; init; }

    /// <summary>Reads it.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public static ProcessMemory Of(int pid)
    {
        var lines = File.ReadAllLines($"/proc/{pid}/smaps_rollup");
        return new()
        {
            Resident = Get("Rss:"),
            Proportional = Get("Pss:"),
            Private = Get("Private_Clean:") + Get("Private_Dirty:"),
            Anonymous = Get("Anonymous:"),
        };

        long Get(string name) => 1024 * long.Parse(
            lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
    }
}
