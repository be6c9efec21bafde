using System.Text;

namespace Reeve.TestKit.Containers;

/// <summary>Looks at the machine's processes, past the driver.</summary>
internal static class Processes
{
    /// <summary>How many live <c>sleep</c> processes have an argument.</summary>
    public static int WithArgument(string argument) => Directory.EnumerateDirectories("/proc")
        .Where(directory => int.TryParse(Path.GetFileName(directory), out _))
        .Count(directory => Arguments(directory) is ["sleep", var first] && first == argument);

    private static string[] Arguments(string directory)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(directory, "cmdline"))).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            // It ended while we looked.
            return [];
        }
    }
}
