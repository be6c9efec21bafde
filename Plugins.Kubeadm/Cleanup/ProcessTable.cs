using System.Globalization;

namespace Reeve.Plugins.Kubeadm.Cleanup;

/// <summary>The processes of this machine. What ends while it is read is left out. Source: proc(5).</summary>
internal sealed class ProcessTable(string root = "/proc")
{
    private const int ParentField = 1; // behind the name and its closing parenthesis: state, parent

    private const string Deleted = " (deleted)";

    /// <summary>
    /// Programs that lie below a directory, everything that they have started, and everything in the cgroups of pods (<c>kubepods</c>) that is
    /// reached this way: a process whose parent has ended is found by its cgroup.
    /// </summary>
    /// <param name="directory">Absolute path.</param>
    public IReadOnlyList<int> OfProgramsBelow(string directory)
    {
        var all = Read();
        var found = all.Where(process => process.Program.StartsWith($"{directory.TrimEnd('/')}/", StringComparison.Ordinal)).Select(process => process.Id).ToHashSet();
        var children = all.ToLookup(process => process.Parent, process => process.Id);
        var waiting = new Queue<int>(found);
        while (waiting.TryDequeue(out var id))
        {
            foreach (var child in children[id].Where(found.Add))
            {
                waiting.Enqueue(child);
            }
        }

        var groups = all.Where(process => found.Contains(process.Id)).SelectMany(process => process.PodGroups).ToHashSet(StringComparer.Ordinal);
        found.UnionWith(all.Where(process => process.PodGroups.Any(groups.Contains)).Select(process => process.Id));
        found.Remove(Environment.ProcessId);
        return [.. found.Order()];
    }

    private List<ProcessEntry> Read()
    {
        var processes = new List<ProcessEntry>();
        foreach (var directory in Directory.EnumerateDirectories(root))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(id, directory) is { } entry)
            {
                processes.Add(entry);
            }
        }

        return processes;
    }

    private static ProcessEntry? Read(int id, string directory)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(directory, "stat"));
            var groups = File.ReadAllLines(Path.Combine(directory, "cgroup"));
            var program = new FileInfo(Path.Combine(directory, "exe")).LinkTarget ?? ""; // none: a thread of the kernel
            return new ProcessEntry
            {
                Id = id,
                Parent = int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[ParentField], CultureInfo.InvariantCulture),
                Program = program.EndsWith(Deleted, StringComparison.Ordinal) ? program[..^Deleted.Length] : program,
                PodGroups = [.. groups.Where(group => group.Contains("/kubepods", StringComparison.Ordinal))],
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended meanwhile
        }
    }
}
