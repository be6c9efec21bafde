using System.Text.Json;
using Reeve.Clusters;
using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests;

/// <summary>Hands on this machine, for what is asked outside of operations.</summary>
internal sealed class LocalContext(Func<ClusterId, IClusterApi> apis) : IStepContext
{
    public string OperationId => "none";

    public bool DryRun => true;

    public JsonElement GetOutputs(string stepId) => throw new ProviderException(ErrorReason.NotFound, stepId);

    public Task<string> GetSecretAsync(string name, CancellationToken cancellationToken) => throw new ProviderException(ErrorReason.NotFound, name);

    public Task SetSecretAsync(string name, string value, CancellationToken cancellationToken) => throw new ProviderException(ErrorReason.Denied, name);

    public async Task<CommandResult> RunAsync(StepCommand command, CancellationToken cancellationToken)
    {
        Assert.False(command.Mutates, $"{string.Join(' ', command.Arguments)} would change something.");
        var result = await Tool.RunAsync(command.Arguments[0], command.Arguments.Skip(1));
        return new CommandResult { ExitCode = result.ExitCode, StandardOutput = result.Output, StandardError = result.Error };
    }

    public async Task<ReadOnlyMemory<byte>?> ReadFileAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : default(ReadOnlyMemory<byte>?);

    public Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, int mode, CancellationToken cancellationToken) => throw new ProviderException(ErrorReason.Denied, path);

    public IClusterApi GetClusterApi(ClusterId cluster) => apis(cluster);

    public void ReportProgress(string message) => Console.WriteLine(message);
}
