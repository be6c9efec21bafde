using System.Globalization;

namespace Reeve.Plugins.Systemd.Namespaces;

/// <summary>Tells a process from a later one of the same number.</summary>
internal static class ProcessStart
{
    private const int FieldAfterName = 19; // starttime, the 22nd of proc_pid_stat(5), counted from behind the name

    /// <summary>When a process started, in the kernel's ticks; null if there is none.</summary>
    public static string? Of(int pid)
    {
        var stat = Read(pid, "stat");
        return stat?[(stat.LastIndexOf(')') + 2)..].Split(' ')[FieldAfterName];
    }

    /// <summary>Whether a process runs in the control group of a unit.</summary>
    public static bool IsOfUnit(int pid, string unit) =>
        Read(pid, "cgroup")?.Contains($"/{unit}", StringComparison.Ordinal) == true && Read(pid, "stat") is { } stat && stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');

    private static string? Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}"));
        }
        catch (IOException)
        {
            return null; // it is gone
        }
    }
}
