using System.Text;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Checks the paths of a volume's files. Pure.</summary>
internal static class VolumeFilePaths
{
    private const int MaxNameBytes = 255;
    private const int MaxPathBytes = 4096;

    /// <summary>Checks that each path stays in the volume and that none is another one's directory.</summary>
    /// <returns>The first components: the names that the volume shows.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>.</exception>
    public static IReadOnlySet<string> Check(IReadOnlyList<VolumeFile> files)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var directories = new HashSet<string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in files.Select(file => file.Path))
        {
            var parts = path.Split('/');

            // Names that begin with two dots are the layout's own, as with the kubelet.
            if (Encoding.UTF8.GetByteCount(path) > MaxPathBytes || parts[0].StartsWith("..", StringComparison.Ordinal) || !parts.All(IsName))
            {
                throw Invalid(path, "it must be relative, normalised, and must not begin with \"..\"");
            }

            if (!paths.Add(path))
            {
                throw Invalid(path, "it comes twice");
            }

            names.Add(parts[0]);
            for (var i = 1; i < parts.Length; i++)
            {
                directories.Add(string.Join('/', parts[..i]));
            }
        }

        return paths.FirstOrDefault(directories.Contains) is { } both ? throw Invalid(both, "it is a file and a directory") : names;
    }

    private static bool IsName(string part) =>
        part is not ("" or "." or "..") && !part.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(part) <= MaxNameBytes;

    private static ProviderException Invalid(string path, string why) =>
        new(ErrorReason.Invalid, $"\"{path}\" is no path of a file in a volume: {why}.");
}
