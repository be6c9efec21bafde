namespace Reeve.Testing;

/// <summary>Processes of this machine that are not children of the tests.</summary>
public static class ProcessLife
{
    /// <summary>Whether a process runs, and is no zombie.</summary>
    /// <param name="process">Its number.</param>
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
