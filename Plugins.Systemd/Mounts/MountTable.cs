using System.Globalization;
using System.Text.RegularExpressions;

namespace Reeve.Plugins.Systemd.Mounts;

/// <summary>What is mounted where, by the lines of proc_pid_mountinfo(5).</summary>
internal sealed partial class MountTable
{
    private readonly IReadOnlyList<Entry> _entries;

    private MountTable(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>The mounts of the manager's own namespace.</summary>
    public static IEnumerable<string> OfTheManager() => File.ReadLines("/proc/1/mountinfo");

    /// <summary>Reads lines; those that are none are left out.</summary>
    public static MountTable Parse(IEnumerable<string> lines) => new([.. lines.Select(static line => line.Split(' ')).Where(static words => words.Length > 6).Select(static words =>
    {
        var optional = words.Skip(6).TakeWhile(static word => word != "-").ToList();
        return new Entry(
            Unescape(words[4]),
            optional.Exists(static word => word.StartsWith("shared:", StringComparison.Ordinal)),
            optional.Exists(static word => word.StartsWith("master:", StringComparison.Ordinal)));
    })]);

    /// <summary>The mount that an absolute path is on: the last of those whose place is nearest to it.</summary>
    public Entry? Around(string path) => _entries
        .Where(entry => entry.Place == "/" || path == entry.Place || path.StartsWith(entry.Place + "/", StringComparison.Ordinal))
        .Aggregate((Entry?)null, static (best, entry) => best is not null && best.Place.Length > entry.Place.Length ? best : entry);

    private static string Unescape(string text) =>
        Octal().Replace(text, static match => ((char)Convert.ToInt32(match.Value[1..], 8)).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\\[0-7]{3}")]
    private static partial Regex Octal();

    /// <param name="Place">Where it is mounted.</param>
    /// <param name="IsShared">Mounts on it reach its peers.</param>
    /// <param name="IsReceiver">It receives the mounts of others.</param>
    internal sealed record Entry(string Place, bool IsShared, bool IsReceiver);
}
