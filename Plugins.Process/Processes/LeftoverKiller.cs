using System.Text;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Supervisor;

namespace Reeve.Plugins.Process.Processes;

/// <summary>
/// Kills what is left of a container whose supervisor was killed. The kernel has killed the main process then; its descendants
/// are found by the mark in their environment, or by the main process's session while that cannot have been given to another.
/// </summary>
internal sealed class LeftoverKiller(Poller poller)
{
    private const int Kill = 9;

    /// <param name="token">The container's mark.</param>
    /// <param name="session">The main process if it was seen alive by this agent, else null: its number may be another's by now.</param>
    /// <param name="cancellationToken">Stops the killing.</param>
    /// <returns>How many processes were killed.</returns>
    public async Task<int> KillAsync(string token, int? session, CancellationToken cancellationToken)
    {
        var mark = Encoding.UTF8.GetBytes($"{SupervisorSpec.MarkerVariable}={token}\0");
        var killed = 0;
        while (true)
        {
            var found = Find(mark, session);
            if (found.Count == 0)
            {
                return killed;
            }

            foreach (var process in found)
            {
                using (process)
                {
                    if (PidFd.Signal(process, Kill))
                    {
                        killed++;
                        await poller.WhenReadableAsync(process, cancellationToken);
                    }
                }
            }
        }
    }

    private static List<SafeFileHandle> Find(byte[] mark, int? session)
    {
        var found = new List<SafeFileHandle>();
        foreach (var pid in ProcessList.Pids())
        {
            // Opened before the look, so that what is looked at is what is killed.
            if (IsOf(pid, mark, session) && PidFd.Open(pid) is { } process)
            {
                if (IsOf(pid, mark, session))
                {
                    found.Add(process);
                }
                else
                {
                    process.Dispose();
                }
            }
        }

        return found;
    }

    private static bool IsOf(int pid, byte[] mark, int? session) =>
        pid != Environment.ProcessId
        && ProcessEntry.Read(pid) is { IsZombie: false } entry
        && (entry.Session == session || HasMark(ProcessList.EnvironmentOf(pid), mark));

    private static bool HasMark(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> mark)
    {
        var at = environment.IndexOf(mark);
        return at == 0 || (at > 0 && environment[at - 1] == 0) || (at > 0 && HasMark(environment[(at + 1)..], mark));
    }
}
