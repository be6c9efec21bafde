using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Secrets;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>The hands of a provisioner that looks: secrets of a cluster, and its API.</summary>
internal sealed class LookContext(ClusterId cluster, ISecretStore secrets, IClusterApiSource apis, TimeSpan maxAge = default) : ILookContext
{
    public TimeSpan MaxAge => maxAge;

    public string OperationId => "";

    public bool DryRun => true;

    public JsonElement GetOutputs(string stepId) => throw new ProviderException(ErrorReason.NotFound, stepId);

    public Task<string> GetSecretAsync(string name, CancellationToken cancellationToken) => secrets.Find(cluster, name) is { } secret
        ? Task.FromResult(secret)
        : throw new ProviderException(ErrorReason.NotFound, name);

    public Task SetSecretAsync(string name, string value, CancellationToken cancellationToken) => throw new ProviderException(ErrorReason.Denied, name);

    public Task<CommandResult> RunAsync(StepCommand command, CancellationToken cancellationToken) => throw new ProviderException(ErrorReason.Denied, command.Arguments[0]);

    public Task<ReadOnlyMemory<byte>?> ReadFileAsync(string path, CancellationToken cancellationToken) => Task.FromResult<ReadOnlyMemory<byte>?>(default);

    public Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, int mode, CancellationToken cancellationToken) => throw new ProviderException(ErrorReason.Denied, path);

    public IClusterApi GetClusterApi(ClusterId id) => apis.Get(id);

    public void ReportProgress(string message)
    {
        // Nobody follows a look.
    }
}
