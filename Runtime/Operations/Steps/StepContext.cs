using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.Operations.Secrets;

namespace Reeve.Runtime.Operations.Steps;

/// <summary>The hands of one step. What it does is recorded, redacted, and refused in a dry run if it changes something.</summary>
internal sealed class StepContext(OperationRun run, StepBook book, StepServices services, IReadOnlyList<AppliedStep> ledger, bool dryRun) : IStepContext
{
    private const int ShownOutput = 16 * 1024;

    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    public string OperationId => run.Intent.Id;

    public bool DryRun => dryRun;

    private ClusterId Cluster => run.Intent.Cluster;

    private ClusterStep Step => book.Step;

    public JsonElement GetOutputs(string stepId)
    {
        if (run.Read(all => all.Find(stepId) is { IsApplied: true } or { WasThere: true } ? (JsonElement?)all[stepId].Outputs : null) is { } made)
        {
            return OperationJson.OrEmpty(made);
        }

        return ledger.FirstOrDefault(entry => entry.Step.Id == stepId)?.Outputs
            ?? throw new ProviderException(ErrorReason.NotFound, $"The step {stepId} has no outputs: it was not done, and {Step.Id} does not depend on it.");
    }

    public Task<string> GetSecretAsync(string name, CancellationToken cancellationToken)
    {
        if (!Step.SecretNames.Contains(name) && !name.StartsWith($"{Step.Id}.", StringComparison.Ordinal))
        {
            throw new ProviderException(ErrorReason.Denied, $"The step {Step.Id} does not name the secret {name}.");
        }

        var value = services.Secrets.Find(Cluster, name) ?? throw new ProviderException(ErrorReason.NotFound, $"There is no secret {name} for {Cluster}.");
        run.Redactor.Add(value);
        return Task.FromResult(value);
    }

    public Task SetSecretAsync(string name, string value, CancellationToken cancellationToken)
    {
        RequireChanges($"store the secret {name}");
        run.Redactor.Add(value);
        services.Secrets.Set(Cluster, name, value);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> RunAsync(StepCommand command, CancellationToken cancellationToken)
    {
        if (command.Mutates)
        {
            RequireChanges($"run {command.Arguments[0]}");
        }

        var startedAt = services.Time.GetUtcNow();
        var start = services.Time.GetTimestamp();
        CommandResult? result = null;
        try
        {
            return result = await services.Commands.RunAsync(command, cancellationToken);
        }
        finally
        {
            var duration = services.Time.GetElapsedTime(start);
            run.Output.Add(new StepCommandRecord
            {
                Step = Step.Id,
                Arguments = [.. command.Arguments.Select(run.Redactor.Redact)],
                StartedAt = startedAt,
                Duration = duration < s_shortest ? s_shortest : duration,
                ExitCode = result?.ExitCode,
                StandardOutput = Shown(result?.StandardOutput),
                StandardError = Shown(result?.StandardError),
            });
        }
    }

    public Task<ReadOnlyMemory<byte>?> ReadFileAsync(string path, CancellationToken cancellationToken) => StepFiles.ReadAsync(path, cancellationToken);

    public Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, int mode, CancellationToken cancellationToken)
    {
        StepFiles.RequireAbsolute(path);
        RequireChanges($"write {path}");
        return DurableFile.ReplaceAsync(path, content, mode, cancellationToken);
    }

    public IClusterApi GetClusterApi(ClusterId cluster) => services.ClusterApis.Get(cluster);

    public void ReportProgress(string message) => run.Note(book, message);

    private void RequireChanges(string what)
    {
        if (dryRun)
        {
            throw new ProviderException(ErrorReason.Denied, $"The step {Step.Id} wanted to {what}, and this is a dry run.");
        }
    }

    private string Shown(string? text)
    {
        // Redacted before it is cut: half a secret would not be recognised.
        var redacted = run.Redactor.Redact(text ?? "");
        return redacted.Length > ShownOutput ? redacted[^ShownOutput..] : redacted;
    }
}
