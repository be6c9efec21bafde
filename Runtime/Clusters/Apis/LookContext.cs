using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Operations.Steps;

namespace Reeve.Runtime.Clusters.Apis;

/// <summary>The hands of a provisioner outside operations: it may look, and change nothing.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="services">What looking needs.</param>
/// <param name="maxAge">How old an answer may be.</param>
internal sealed class LookContext(ClusterId cluster, StepServices services, TimeSpan maxAge) : ILookContext
{
    public TimeSpan MaxAge => maxAge;

    public string OperationId => "";

    public bool DryRun => true;

    public JsonElement GetOutputs(string stepId) => throw new ProviderException(ErrorReason.NotFound, $"There is no step {stepId} outside an operation.");

    public Task<string> GetSecretAsync(string name, CancellationToken cancellationToken) => services.Secrets.Find(cluster, name) is { } secret
        ? Task.FromResult(secret)
        : throw new ProviderException(ErrorReason.NotFound, $"There is no secret {name} for {cluster}.");

    public Task SetSecretAsync(string name, string value, CancellationToken cancellationToken) => throw Denied($"store the secret {name}");

    public Task<CommandResult> RunAsync(StepCommand command, CancellationToken cancellationToken) =>
        command.Mutates ? throw Denied($"run {command.Arguments[0]}") : services.Commands.RunAsync(command, cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadFileAsync(string path, CancellationToken cancellationToken) => StepFiles.ReadAsync(path, cancellationToken);

    public Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, int mode, CancellationToken cancellationToken) => throw Denied($"write {path}");

    public IClusterApi GetClusterApi(ClusterId id) => services.ClusterApis.Get(id);

    public void ReportProgress(string message)
    {
        // Nobody follows a look.
    }

    private ProviderException Denied(string what) => new(ErrorReason.Denied, $"The provisioner of {cluster} wanted to {what} while it looked at it.");
}
