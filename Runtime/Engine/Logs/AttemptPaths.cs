using System.Globalization;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>The files of one attempt of a container.</summary>
/// <param name="Directory">The container's, for its logs.</param>
/// <param name="Attempt">Its number.</param>
/// <param name="Spools">The pod's, for the spools; null if they lie beside the logs.</param>
internal sealed record AttemptPaths(string Directory, int Attempt, string? Spools = null)
{
    private const string OutputSuffix = ".stdout";
    private const string ErrorSuffix = ".stderr";

    // Without it, "0.log.*" stands for "0.log" too.
    private static readonly EnumerationOptions Simple = new() { MatchType = MatchType.Simple };

    private readonly string _prefix = Path.Combine(Directory, Attempt.ToString(CultureInfo.InvariantCulture));

    // Names of containers hold no dot, so that no two attempts share a name.
    private readonly string _spool = Path.Combine(
        Spools ?? Directory, string.Create(CultureInfo.InvariantCulture, $"{(Spools is null ? "" : Path.GetFileName(Directory) + ".")}{Attempt}"));

    /// <summary>The CRI log that is written to.</summary>
    public string Log => _prefix + ".log";

    /// <summary>What was committed: see <see cref="LogRecordFile"/>.</summary>
    public string State => _prefix + ".state";

    public string StandardOutput => _spool + OutputSuffix;

    public string StandardError => _spool + ErrorSuffix;

    /// <summary>The spools in a pod's directory, of one container or of all.</summary>
    public static IEnumerable<string> SpoolsIn(string? directory, string? container) => System.IO.Directory.Exists(directory)
        ? System.IO.Directory.EnumerateFiles(directory, container is null ? "*" : container + ".*", Simple)
            .Where(path => Path.GetExtension(path.AsSpan()) is OutputSuffix or ErrorSuffix)
        : [];

    /// <summary>A CRI log that was rotated.</summary>
    public string Rotated(long generation) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}.log.{generation:D8}");

    /// <summary>The generations of rotated logs that are there, oldest first.</summary>
    public IReadOnlyList<long> RotatedGenerations()
    {
        var prefix = Log + ".";
        return System.IO.Directory.Exists(Directory)
            ? [.. System.IO.Directory.EnumerateFiles(Directory, Path.GetFileName(prefix) + "*", Simple)
                .Select(path => long.TryParse(path.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1)
                .Where(generation => generation >= 0)
                .Order()]
            : [];
    }

    /// <summary>Deletes every file of the attempt; the record last, so that an interrupted deletion is seen and repeated.</summary>
    public void Delete()
    {
        foreach (var generation in RotatedGenerations())
        {
            File.Delete(Rotated(generation));
        }

        foreach (var path in new[] { StandardOutput, StandardError, Log, State })
        {
            // Without output there is no directory for logs.
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
    }
}
