using System.Globalization;

namespace Reeve.Plugins.Nginx.Processes;

/// <summary>What <c>/proc</c> says of processes. One that is gone has nothing.</summary>
internal static class ProcessTable
{
    private const int ParentField = 1;
    private const int StartTimeField = 19;

    /// <summary>When a process began, in clock ticks since the machine's start; null if it is gone or a zombie.</summary>
    public static long? StartTime(int pid) =>
        Fields(pid) is { } fields && fields[0] is not ("Z" or "X") ? long.Parse(fields[StartTimeField], CultureInfo.InvariantCulture) : null;

    /// <summary>Its arguments, or what it calls itself in their place.</summary>
    public static string? Title(int pid) => Read($"/proc/{pid}/cmdline")?.Replace('\0', ' ').TrimEnd();

    /// <summary>The processes that it started and that are still there.</summary>
    public static List<int> Children(int pid)
    {
        if (Read($"/proc/{pid}/task/{pid}/children") is { Length: > 0 } list)
        {
            return [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        }

        // Not every kernel keeps that list.
        return [.. All().Where(other => Fields(other) is { } fields && fields[ParentField] == pid.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>All processes with a title.</summary>
    public static IEnumerable<int> WithTitle(string title) => All().Where(pid => Title(pid) == title);

    /// <summary>Whether a process has a file open. False where this user may not know.</summary>
    public static bool HasOpen(int pid, string path)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(link => new FileInfo(link).LinkTarget == path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    // What comes after the program's name, which may hold anything.
    private static string[]? Fields(int pid) => Read($"/proc/{pid}/stat") is { Length: > 0 } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null; // gone, perhaps while it was read (ESRCH)
        }
    }
}
