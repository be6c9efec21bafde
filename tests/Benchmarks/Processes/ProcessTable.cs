using System.Globalization;
using System.Text;

namespace Reeve.Benchmarks.Processes;

/// <summary>Reads <c>/proc</c>: what runs, since when, and at what cost. See proc(5).</summary>
internal static class ProcessTable
{
    /// <summary>How fine the kernel states times of processes: USER_HZ is 100 on every architecture that .NET runs on.</summary>
    public static TimeSpan Tick { get; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Every process whose arguments are exactly these.</summary>
    public static IReadOnlyList<int> Find(IEnumerable<string> arguments)
    {
        var wanted = Encoding.UTF8.GetBytes(string.Concat(arguments.Select(argument => argument + '\0')));
        var buffer = new byte[wanted.Length + 1];
        return [.. All().Where(pid => HasCommandLine(pid, wanted, buffer))];
    }

    /// <summary>When a process began, since the machine did; null if it is gone.</summary>
    public static TimeSpan? StartOf(int pid) => Field(pid, 22) is { } ticks ? ticks * Tick : null;

    /// <summary>The processor time that a process has taken so far; null if it is gone.</summary>
    public static TimeSpan? ProcessorTimeOf(int pid) =>
        Field(pid, 14) is { } user && Field(pid, 15) is { } system ? (user + system) * Tick : null;

    /// <summary>The parent of a process; null if it is gone.</summary>
    public static int? ParentOf(int pid) => (int?)Field(pid, 4);

    private static IEnumerable<int> All() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0);

    // Fields are counted from 1; the second, the name, is in brackets and may hold anything.
    private static long? Field(int pid, int number)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool HasCommandLine(int pid, byte[] wanted, byte[] buffer)
    {
        try
        {
            using var file = File.OpenHandle($"/proc/{pid}/cmdline");
            return RandomAccess.Read(file, buffer, 0) == wanted.Length && buffer.AsSpan(0, wanted.Length).SequenceEqual(wanted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is another user's.
            return false;
        }
    }
}
