namespace Reeve.Plugins.Slurm.Controller;

/// <summary>Makes reasons of Slurm's error texts, which its commands and slurmrestd share. Source: slurm_errno.c as sbatch prints it.</summary>
internal static class SlurmErrors
{
    /// <summary>Texts that say that no answer came, or none for now. First in order: they also end a batch of submissions.</summary>
    public static IReadOnlyList<string> Unreachable { get; } =
    [
        "Unable to contact slurm controller",
        "Socket timed out on send/recv operation",
        "Zero Bytes were transmitted or received",
        "temporarily unable to accept job",
        "Resource temporarily unavailable",
        "controller in standby mode",
        "Unable to contact slurmdbd",
        "Could not establish a configuration source",
        "Connection refused",
        "Munge encode failed",
        "Protocol authentication error",
        "Incompatible versions of client and server",
    ];

    private static readonly string[] Later =
    [
        "Required partition not available (inactive or drain)",
        "I/O error writing script/environment to file",
        "Required node not available (down, drained or reserved)",
        "Nodes required for job are DOWN",
        "Job can not be altered now, try again later",
        "Transport endpoint",
        "Connection reset",
        "Connection timed out",
        "Unable to connect to database",
        "Database connection",
    ];

    private static readonly string[] Full =
    [
        "MaxSubmitJob",
        "GrpSubmitJob",
        "SubmitJobLimit",
        "Disk quota exceeded",
        "No space left on device",
        "Cannot allocate memory",
    ];

    private static readonly string[] Refused =
    [
        "Access/permission denied",
        "User's group not permitted to use this partition",
        "Invalid account or account/partition combination specified",
        "Invalid user id",
        "only permitted by root user",
        "Authentication failure",
        "Permission denied",
        "Account not permitted",
        "not permitted to use",
    ];

    private static readonly string[] Wrong =
    [
        "Invalid",
        "invalid",
        "unrecognized option",
        "requires an argument",
        "is ambiguous",
        "can not be satisfied",
        "Requested node configuration is not available",
        "Node count specification",
        "Pathname of a file, directory or other parameter too long",
        "Job dependency problem",
        "does not look like a batch script",
        "Batch script",
        "NULL character",
        "Unable to open file",
        "More processors requested than permitted",
        "Unspecified error",
        "Requested operation",
        "not supported",
        "Job size specification",
    ];

    /// <summary>Whether a text says that the controller did not answer.</summary>
    public static bool IsUnreachable(string text) => Any(text, Unreachable);

    /// <summary>Whether a text says that there is no such job (any more).</summary>
    public static bool IsNoSuchJob(string text) =>
        text.Contains("Invalid job id", StringComparison.Ordinal) || text.Contains("already finished", StringComparison.Ordinal)
        || text.Contains("already completing or completed", StringComparison.Ordinal);

    /// <summary>The reason that a text means.</summary>
    public static ErrorReason Classify(string text)
    {
        if (IsUnreachable(text) || Any(text, Later))
        {
            return ErrorReason.Transient;
        }

        if (Any(text, Full))
        {
            return ErrorReason.Exhausted;
        }

        // The line before it names the limit. One that is named and is not of submitted jobs is one of size or time, which waiting does not change.
        if (text.Contains("Job violates accounting/QOS policy", StringComparison.Ordinal))
        {
            return text.Contains("Max", StringComparison.Ordinal) || text.Contains("Min", StringComparison.Ordinal) ? ErrorReason.Invalid : ErrorReason.Exhausted;
        }

        return Any(text, Refused) ? ErrorReason.Denied : Any(text, Wrong) ? ErrorReason.Invalid : ErrorReason.Transient;
    }

    private static bool Any(string text, IReadOnlyList<string> parts)
    {
        for (var index = 0; index < parts.Count; index++)
        {
            if (text.Contains(parts[index], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
