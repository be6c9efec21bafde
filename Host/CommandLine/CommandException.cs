namespace Reeve.Host.CommandLine;

/// <summary>Ends a command with one sentence for the user and an exit code.</summary>
internal sealed class CommandException(int exitCode, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What the command returns.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Something was tried and failed.</summary>
    public static CommandException Failed(string message, Exception? cause = null) => new(ExitCodes.Failure, message, cause);

    /// <summary>The user asked for something that makes no sense.</summary>
    public static CommandException Usage(string message) => new(ExitCodes.Usage, message);
}
