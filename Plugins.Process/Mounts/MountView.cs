using Reeve.Containers;

namespace Reeve.Plugins.Process.Mounts;

/// <summary>A container's view of the file system as far as it is planned. Paths are without links.</summary>
internal sealed class MountView(IFileView files)
{
    /// <summary>The machine.</summary>
    public IFileView Files { get; } = files;

    /// <summary>What is mounted, by its place.</summary>
    public Dictionary<string, ContainerMount> Volumes { get; } = new(StringComparer.Ordinal);

    /// <summary>What was made for the container alone.</summary>
    public Dictionary<string, EntryKind> Made { get; } = new(StringComparer.Ordinal);

    public static string Join(string directory, IEnumerable<string> names) =>
        names.Aggregate(directory, (path, name) => path == "/" ? "/" + name : $"{path}/{name}");
}
