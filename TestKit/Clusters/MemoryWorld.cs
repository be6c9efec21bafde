using System.Collections.Concurrent;
using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.TestKit.Clusters;

/// <summary>A world in memory: files that are written are there, programs are not, and no API answers.</summary>
internal sealed class MemoryWorld : IStepContext, IClusterApi
{
    private const int NotFound = 127;
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.Ordinal);

    public string OperationId => "conformance";

    public bool DryRun => false;

    public JsonElement GetOutputs(string stepId) => throw new ProviderException(ErrorReason.NotFound, $"There is no step {stepId}.");

    public Task<string> GetSecretAsync(string name, CancellationToken cancellationToken) => _secrets.TryGetValue(name, out var value)
        ? Task.FromResult(value)
        : throw new ProviderException(ErrorReason.NotFound, $"There is no secret {name}.");

    public Task SetSecretAsync(string name, string value, CancellationToken cancellationToken)
    {
        _secrets[name] = value;
        return Task.CompletedTask;
    }

    public Task<CommandResult> RunAsync(StepCommand command, CancellationToken cancellationToken) =>
        Task.FromResult(new CommandResult { ExitCode = NotFound, StandardError = $"{command.Arguments[0]}: not found" });

    public Task<ReadOnlyMemory<byte>?> ReadFileAsync(string path, CancellationToken cancellationToken) =>
        Task.FromResult(_files.TryGetValue(path, out var content) ? content : default(ReadOnlyMemory<byte>?));

    public Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, int mode, CancellationToken cancellationToken)
    {
        _files[path] = content.ToArray();
        return Task.CompletedTask;
    }

    public IClusterApi GetClusterApi(ClusterId cluster) => this;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new ProviderException(ErrorReason.Transient, "No API answers.");

    public void ReportProgress(string message)
    {
        // Nobody follows.
    }
}
