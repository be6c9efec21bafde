using Reeve.Containers;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.Mounts;

/// <summary>
/// Makes a container's private view of the file system out of bind mounts. A place that is missing is never made on the machine's
/// own file system: its directory gets a stand-in, an own directory with the same entries as mount points and links.
/// </summary>
/// <param name="directory">Below it are the stand-ins, a directory for each container.</param>
internal sealed class StandIns(string directory)
{
    private static readonly string[] AlwaysWritable = ["/proc", "/dev"];

    /// <summary>Makes the stand-ins of a container and says how its unit uses them.</summary>
    /// <exception cref="MountPlanException">A place cannot be made.</exception>
    public IReadOnlyList<UnitProperty> Make(string token, IReadOnlyList<ContainerMount> mounts, bool readOnlyRoot)
    {
        var plan = MountPlanner.Plan(mounts);
        var properties = new List<UnitProperty>();
        var binds = new List<(string Source, string Target, bool Optional, bool ReadOnly)>();
        foreach (var (covered, places) in plan.Covers)
        {
            var standIn = Path.Combine(directory, token, $"{binds.Count}");
            binds.AddRange(Copy(covered, standIn, readOnlyRoot));
            foreach (var (relative, isDirectory) in places)
            {
                MakePlace(Path.Combine(standIn, relative), isDirectory);
            }

            if (covered == "/")
            {
                properties.Add(UnitProperty.Of("RootDirectory", standIn));
                properties.Add(UnitProperty.Of("MountAPIVFS", false)); // the machine's own are among the entries
            }
            else
            {
                binds.Add((standIn, covered, false, readOnlyRoot));
            }
        }

        binds.AddRange(plan.Volumes.Select(volume => (volume.Source, volume.Target, false, volume.ReadOnly)));
        if (readOnlyRoot)
        {
            properties.Add(UnitProperty.Of("ProtectSystem", "strict"));
        }

        foreach (var group in binds.GroupBy(bind => bind.ReadOnly))
        {
            // A volume in the place of an entry takes its place.
            var last = group.GroupBy(bind => bind.Target).Select(same => same.Last());
            properties.Add(UnitProperty.BindMounts(group.Key, last.Select(bind => (bind.Source, bind.Target, bind.Optional))));
        }

        return properties;
    }

    /// <summary>Deletes the stand-ins of a container that runs no more.</summary>
    public void Delete(string token)
    {
        var path = Path.Combine(directory, token);
        if (Directory.Exists(path) && !HasMounts(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static IEnumerable<(string Source, string Target, bool Optional, bool ReadOnly)> Copy(string covered, string standIn, bool readOnlyRoot)
    {
        Directory.CreateDirectory(standIn);
        foreach (var entry in new DirectoryInfo(covered).EnumerateFileSystemInfos())
        {
            var here = Path.Combine(standIn, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(here, link);
                continue;
            }

            MakePlace(here, entry is DirectoryInfo);
            yield return (entry.FullName, entry.FullName, true, readOnlyRoot && !AlwaysWritable.Contains(entry.FullName));
        }
    }

    private static void MakePlace(string path, bool isDirectory)
    {
        if (isDirectory)
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, []);
    }

    /// <summary>Whether something is mounted below on the machine itself: then deleting would delete what is mounted.</summary>
    private static bool HasMounts(string path) =>
        File.ReadLines("/proc/self/mountinfo").Any(line => line.Contains($" {path}/", StringComparison.Ordinal));
}
