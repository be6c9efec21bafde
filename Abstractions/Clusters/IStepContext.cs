using System.Text.Json;

namespace Reeve.Clusters;

/// <summary>The hands of a provisioner: everything that a step may touch goes through it, recorded and redacted.</summary>
/// <remarks>Implemented by the runtime; valid during the call that it was given to. Members may be called concurrently.</remarks>
public interface IStepContext
{
    /// <summary>The operation's id, for names and marks of what is made.</summary>
    string OperationId { get; }

    /// <summary>Whether nothing may be changed: commands that change something are refused.</summary>
    bool DryRun { get; }

    /// <summary>The outputs of an earlier step.</summary>
    /// <param name="stepId">A step that this one depends on.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: no such step, or not done.</exception>
    JsonElement GetOutputs(string stepId);

    /// <summary>Reads a secret. It is replaced by stars wherever it turns up in recorded output.</summary>
    /// <param name="name">One of <see cref="ClusterStep.SecretNames"/>, or one of the step's own, which begin with its id and a dot.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<string> GetSecretAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores a secret for later steps and later operations (mode 0600).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task SetSecretAsync(string name, string value, CancellationToken cancellationToken);

    /// <summary>Runs a program from an argument vector and waits; output is captured, bounded and redacted.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="cancellationToken">Kills it.</param>
    Task<CommandResult> RunAsync(StepCommand command, CancellationToken cancellationToken);

    /// <summary>Reads a file, or null if there is none.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<ReadOnlyMemory<byte>?> ReadFileAsync(string path, CancellationToken cancellationToken);

    /// <summary>Replaces a file atomically.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="mode">Permission bits.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, int mode, CancellationToken cancellationToken);

    /// <summary>The API of one of the agent's own clusters.</summary>
    /// <param name="cluster">The cluster.</param>
    IClusterApi GetClusterApi(ClusterId cluster);

    /// <summary>Says how far a long step is, for the progress stream.</summary>
    /// <param name="message">One line.</param>
    void ReportProgress(string message);
}
