using System.Text;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps;

/// <summary>Running commands that must succeed.</summary>
internal static class StepCommands
{
    private const int ShownError = 2000;

    /// <summary>Runs a command that changes something.</summary>
    /// <exception cref="ProviderException">It fails; the message has the end of its errors.</exception>
    public static Task<string> ChangeAsync(this IStepContext context, CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        RunAsync(context, new StepCommand { Arguments = arguments }, cancellationToken);

    /// <summary>Runs a command that changes something, with standard input.</summary>
    /// <exception cref="ProviderException">It fails; the message has the end of its errors.</exception>
    public static Task<string> ChangeAsync(this IStepContext context, string input, CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        RunAsync(context, new StepCommand { Arguments = arguments, StandardInput = Encoding.UTF8.GetBytes(input) }, cancellationToken);

    /// <summary>Runs a command that changes something, with an environment.</summary>
    /// <exception cref="ProviderException">It fails; the message has the end of its errors.</exception>
    public static Task<string> ChangeAsync(this IStepContext context, StepCommand command, CancellationToken cancellationToken) => RunAsync(context, command, cancellationToken);

    /// <summary>Runs a command that only looks.</summary>
    /// <exception cref="ProviderException">It fails; the message has the end of its errors.</exception>
    public static Task<string> AskAsync(this IStepContext context, CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        RunAsync(context, new StepCommand { Arguments = arguments, Mutates = false }, cancellationToken);

    private static async Task<string> RunAsync(IStepContext context, StepCommand command, CancellationToken cancellationToken)
    {
        var result = await context.RunAsync(command, cancellationToken);
        if (result.ExitCode == 0)
        {
            return result.StandardOutput;
        }

        var error = result.StandardError.Trim();
        error = error.Length > ShownError ? error[^ShownError..] : error;
        throw new ProviderException($"{string.Join(' ', command.Arguments)} ended with code {result.ExitCode}: {(error.Length > 0 ? error : result.StandardOutput.Trim())}");
    }
}
