namespace Reeve.Benchmarks.Systemd;

/// <summary>What systemd keeps of a transient unit while it is loaded: the settings that it was made with.</summary>
internal static class UnitFile
{
    private const string Transient = "/run/systemd/transient";

    /// <summary>The names of the units that a pattern matches.</summary>
    public static IEnumerable<string> Find(string pattern) => Directory.EnumerateFiles(Transient, pattern).Select(path => Path.GetFileName(path));

    /// <summary>The names of a unit's settings, each as often as the unit has it, in order.</summary>
    public static IReadOnlyList<string> Settings(string unit) =>
    [
        .. File.ReadLines(Path.Combine(Transient, unit))
            .Where(line => line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < line.Length - 1) // without a value it only empties a list
            .Select(line => line.Split('=')[0]).Order(StringComparer.Ordinal),
    ];
}
