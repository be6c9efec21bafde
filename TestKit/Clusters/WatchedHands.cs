using System.Collections.Concurrent;
using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.TestKit.Clusters;

/// <summary>The hands of a provisioner as the runtime gives them: what changes something is noted, and refused where nothing may change.</summary>
/// <param name="world">What they reach.</param>
/// <param name="outputs">Outputs of steps that were applied.</param>
/// <param name="step">The step that they are for; null outside operations.</param>
internal sealed class WatchedHands(IStepContext world, IReadOnlyDictionary<string, JsonElement> outputs, ClusterStep? step = null) : IStepContext
{
    private readonly ConcurrentQueue<string> _changes = new();

    /// <summary>Whether nothing may be changed.</summary>
    public bool DryRun { get; init; }

    /// <summary>What was changed, or was to be.</summary>
    public IReadOnlyCollection<string> Changes => _changes;

    public string OperationId => world.OperationId;

    public JsonElement GetOutputs(string stepId) => outputs.TryGetValue(stepId, out var found)
        ? found
        : throw new ProviderException(ErrorReason.NotFound, $"The step {stepId} has no outputs.");

    public Task<string> GetSecretAsync(string name, CancellationToken cancellationToken) => step is null || Owns(name) || step.SecretNames.Contains(name)
        ? world.GetSecretAsync(name, cancellationToken)
        : throw new ProviderException(ErrorReason.Denied, $"The step {step.Id} does not name the secret {name}.");

    public Task SetSecretAsync(string name, string value, CancellationToken cancellationToken)
    {
        Note($"store the secret {name}");
        return world.SetSecretAsync(name, value, cancellationToken);
    }

    public Task<CommandResult> RunAsync(StepCommand command, CancellationToken cancellationToken)
    {
        if (command.Mutates)
        {
            Note($"run {string.Join(' ', command.Arguments)}");
        }

        return world.RunAsync(command, cancellationToken);
    }

    public Task<ReadOnlyMemory<byte>?> ReadFileAsync(string path, CancellationToken cancellationToken) => world.ReadFileAsync(path, cancellationToken);

    public Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, int mode, CancellationToken cancellationToken)
    {
        Note($"write {path}");
        return world.WriteFileAsync(path, content, mode, cancellationToken);
    }

    public IClusterApi GetClusterApi(ClusterId cluster) => world.GetClusterApi(cluster);

    public void ReportProgress(string message) => world.ReportProgress(message);

    private bool Owns(string secret) => secret.StartsWith($"{step!.Id}.", StringComparison.Ordinal);

    private void Note(string change)
    {
        _changes.Enqueue(change);
        if (DryRun)
        {
            throw new ProviderException(ErrorReason.Denied, $"Nothing may be changed here: {change}.");
        }
    }
}
