using System.Text;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Cleanup;

/// <summary>What is mounted where, as this process sees it. Source: proc_pid_mountinfo(5).</summary>
internal sealed class MountTable
{
    private const string Path = "/proc/self/mountinfo";
    private const int PointField = 4;

    private readonly IReadOnlyList<string> _points;

    private MountTable(IReadOnlyList<string> points) => _points = points;

    public static async Task<MountTable> ReadAsync(IStepContext context, CancellationToken cancellationToken) =>
        Parse(await context.ReadFileAsync(Path, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "");

    public static MountTable Parse(string text) => new(
        [.. text.Split('\n').Select(line => line.Split(' ')).Where(fields => fields.Length > PointField).Select(fields => Unescape(fields[PointField]))]);

    /// <summary>Whether something is mounted on this very path.</summary>
    public bool IsMountPoint(string path) => _points.Contains(path, StringComparer.Ordinal);

    /// <summary>Mount points strictly below a directory, in the order in which they can be unmounted.</summary>
    public IReadOnlyList<string> Below(string directory) =>
        [.. _points.Where(point => point.StartsWith($"{directory.TrimEnd('/')}/", StringComparison.Ordinal)).Reverse()];

    /// <summary>The same, with what is mounted on the path itself.</summary>
    public IReadOnlyList<string> AtOrBelow(string path) => [.. Below(path), .. _points.Where(point => point == path)];

    // White space and backslashes are written in octal.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
        {
            return field;
        }

        var path = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length && field.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                path.Append((char)Convert.ToInt32(field.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                path.Append(field[i]);
            }
        }

        return path.ToString();
    }
}
