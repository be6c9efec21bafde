using Reeve.Clusters;

namespace Reeve.Runtime.Operations.Steps;

/// <summary>Runs the commands of steps. Thread-safe.</summary>
public interface ICommandRunner
{
    /// <summary>Runs a program from an argument vector and waits for its end.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="cancellationToken">Kills it with all its children.</param>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.NotFound"/>: there is no such program. <see cref="ErrorReason.Unsupported"/>: commands on the machine that it names
    /// cannot be run.
    /// </exception>
    Task<CommandResult> RunAsync(StepCommand command, CancellationToken cancellationToken);
}
