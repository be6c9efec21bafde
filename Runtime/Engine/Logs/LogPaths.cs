using System.Globalization;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// Where logs lie: <c>&lt;directory&gt;/&lt;pod token&gt;/&lt;container&gt;/&lt;attempt&gt;.log</c>; and the spools beside them, or in
/// <c>&lt;spool directory&gt;/&lt;pod token&gt;/&lt;container&gt;.&lt;attempt&gt;.stdout</c>. No component is taken from a manifest unchecked.
/// </summary>
internal static class LogPaths
{
    public static string OfPod(string directory, PodId pod) => Path.Combine(directory, pod.Token);

    public static string OfContainer(string directory, PodId pod, string container) => DnsName.IsLabel(container)
        ? Path.Combine(OfPod(directory, pod), container)
        : throw new ProviderException(ErrorReason.Invalid, $"\"{container}\" is not a container name: it must be an RFC 1123 label.");

    public static AttemptPaths Of(LogOptions options, ContainerId container) =>
        new(OfContainer(options.Directory, container.Pod, container.Name), container.Attempt, SpoolsOf(options, container.Pod));

    /// <summary>The directory for a pod's spools; null if they lie beside the logs.</summary>
    public static string? SpoolsOf(LogOptions options, PodId pod) =>
        options.SpoolDirectory is { } directory ? Path.Combine(directory, pod.Token) : null;

    /// <summary>The attempts that have a log in a container's directory, or may have one soon, oldest first.</summary>
    public static IReadOnlyList<AttemptPaths> Attempts(LogOptions options, PodId pod, string container)
    {
        var directory = OfContainer(options.Directory, pod, container);
        var spools = SpoolsOf(options, pod);
        var logs = Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory).Where(path => Path.GetExtension(path.AsSpan()) is ".state" or ".stdout")
            : [];
        return [.. logs.Concat(AttemptPaths.SpoolsIn(spools, container))
            .Select(NumberOf)
            .Where(attempt => attempt >= 0)
            .Distinct()
            .Order()
            .Select(attempt => new AttemptPaths(directory, attempt, spools))];
    }

    // "1.state" among the logs, "main.1.stdout" among the spools.
    private static int NumberOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return int.TryParse(name.AsSpan(name.LastIndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
