using Reeve.Plugins.Process.Processes;

namespace Reeve.Plugins.Process.Tests.Processes;

internal static class LiveProcess
{
    /// <summary>Whether a process runs; one that has ended and waits for its parent does not.</summary>
    public static bool Exists(int pid) => ProcessEntry.Read(pid) is { IsZombie: false };
}
