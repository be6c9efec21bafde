using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>Makes exceptions of commands that failed.</summary>
internal static class SlurmFailure
{
    private const int TimedOut = 124;
    private const int NotFound = 127;

    /// <summary>What a script's end means, if it was a failure.</summary>
    /// <param name="what">What was asked, for the message: <c>squeue</c>.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="description">Whom one talked to.</param>
    public static ProviderException Make(string what, RemoteResult result, string description) => Make(what, result.ExitCode, result.ErrorText, description);

    /// <summary>What a command's end means.</summary>
    public static ProviderException Make(string what, int exitCode, string text, string description) => exitCode switch
    {
        TimedOut => new ProviderException(ErrorReason.Transient, $"{what} did not answer in time on {description}."),
        NotFound => new ProviderException(ErrorReason.Transient, $"{what} is not found on {description}: {OneLine(text)} Set controller.commandDirectory to the directory of Slurm's commands."),
        _ => new ProviderException(SlurmErrors.Classify(text), $"{what} on {description}: {(text.Length == 0 ? $"exit code {exitCode}" : OneLine(text))}"),
    };

    /// <summary>Slurm's text as one line, without the names of its commands before each.</summary>
    public static string OneLine(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line =>
        {
            var at = line.IndexOf("error: ", StringComparison.Ordinal);
            return at is >= 0 and < 24 ? line[(at + "error: ".Length)..] : line;
        });
        var joined = string.Join(' ', lines);
        return joined.Length <= 1000 ? joined : joined[..1000] + "…";
    }
}
