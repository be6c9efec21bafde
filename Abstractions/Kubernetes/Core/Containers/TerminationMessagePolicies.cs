namespace Reeve.Kubernetes;

/// <summary>Where a termination message comes from.</summary>
public static class TerminationMessagePolicies
{
    /// <summary>From the file alone.</summary>
    public const string File = "File";

    /// <summary>From the end of the log when the file is empty and the container failed.</summary>
    public const string FallbackToLogsOnError = "FallbackToLogsOnError";
}
