namespace Reeve.Ssh.Tests;

/// <summary>This machine's processes. The login nodes of these tests are this machine.</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process runs, and is no zombie.</summary>
    public static bool IsAlive(string process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/status").Contains("State:\tZ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // There is none, or it ended while it was read (ESRCH).
            return false;
        }
    }
}
