using System.Globalization;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// Where logs lie: <c>&lt;directory&gt;/&lt;pod token&gt;/&lt;container&gt;/&lt;attempt&gt;.log</c>. No component is taken from a manifest
/// unchecked.
/// </summary>
internal static class LogPaths
{
    public static string OfPod(string directory, PodId pod) => Path.Combine(directory, pod.Token);

    public static string OfContainer(string directory, PodId pod, string container) => IsLabel(container)
        ? Path.Combine(OfPod(directory, pod), container)
        : throw new ProviderException(ErrorReason.Invalid, $"\"{container}\" is not a container name: it must be an RFC 1123 label.");

    public static AttemptPaths Of(string directory, ContainerId container) =>
        new(OfContainer(directory, container.Pod, container.Name), container.Attempt);

    /// <summary>The attempts that have a log in a container's directory, or may have one soon, oldest first.</summary>
    public static IReadOnlyList<int> Attempts(string containerDirectory) => Directory.Exists(containerDirectory)
        ? [.. Directory.EnumerateFiles(containerDirectory)
            .Where(path => Path.GetExtension(path.AsSpan()) is ".state" or ".stdout")
            .Select(path => int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1)
            .Where(attempt => attempt >= 0)
            .Distinct()
            .Order()]
        : [];

    private static bool IsLabel(string name) =>
        name.Length is > 0 and <= 63 && name[0] != '-' && name[^1] != '-' && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
