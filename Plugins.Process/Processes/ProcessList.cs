using System.Globalization;

namespace Reeve.Plugins.Process.Processes;

/// <summary>The processes of this machine.</summary>
internal static class ProcessList
{
    public static IEnumerable<int> Pids()
    {
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                yield return pid;
            }
        }
    }

    public static IEnumerable<ProcessEntry> Entries() => Pids().Select(ProcessEntry.Read).OfType<ProcessEntry>();

    /// <summary>The process that the pid and start time mean, unless it has ended.</summary>
    public static bool IsAlive(int pid, string start) =>
        ProcessEntry.Read(pid) is { IsZombie: false } entry && entry.Start == start;

    /// <summary>The environment that a process was started with; empty if it cannot be read.</summary>
    public static byte[] EnvironmentOf(int pid)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ");
        }
        catch (IOException)
        {
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }
}
