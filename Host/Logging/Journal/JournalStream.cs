namespace Reeve.Host.Logging.Journal;

/// <summary>Whether what the process writes to standard error goes to systemd's journal.</summary>
internal static class JournalStream
{
    /// <summary>Where the journal takes entries.</summary>
    public const string Socket = "/run/systemd/journal/socket";

    /// <summary>What a line of standard error begins with that is an error (sd-daemon(3)).</summary>
    public const string ErrorPrefix = "<3>";

    /// <summary>
    /// Whether <c>JOURNAL_STREAM</c> (device and inode, systemd.exec(5)) is still what standard error is: somebody may have redirected it since.
    /// </summary>
    /// <param name="environment">Environment variables.</param>
    /// <param name="standardError">What <c>/proc/self/fd/2</c> leads to: <c>socket:[INODE]</c>.</param>
    public static bool IsStandardError(IReadOnlyDictionary<string, string> environment, string? standardError) =>
        environment.GetValueOrDefault("JOURNAL_STREAM")?.Split(':') is [_, { Length: > 0 } inode] && standardError == $"socket:[{inode}]";

    /// <summary>Where entries of this process go; null where it does not write to the journal.</summary>
    /// <param name="environment">Environment variables.</param>
    public static string? Find(IReadOnlyDictionary<string, string> environment) =>
        environment.ContainsKey("JOURNAL_STREAM") && IsStandardError(environment, new FileInfo("/proc/self/fd/2").LinkTarget) && File.Exists(Socket) ? Socket : null;
}
