using System.Runtime.InteropServices;

namespace Reeve.Plugins.Nginx.Processes;

/// <summary>How nginx is told what to do.</summary>
internal static partial class Signals
{
    /// <summary>Read the configuration anew.</summary>
    public const int Reload = 1;

    /// <summary>End once all connections have.</summary>
    public const int Quit = 3;

    /// <summary>End at once.</summary>
    public const int Terminate = 15;

    /// <summary>Open the logs anew.</summary>
    public const int Reopen = 10;

    /// <returns>False if the process is gone.</returns>
    public static bool Send(int pid, int signal) => Kill(pid, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
