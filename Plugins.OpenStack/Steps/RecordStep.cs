using System.Text.Json;
using Reeve.Plugins.OpenStack.Observation;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Notes what the cluster shall be, so that differences are seen later. Undone, what was noted before counts again.</summary>
internal sealed class RecordStep() : StepKind<RecordArguments>("record", StepJson.Default.RecordArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<RecordArguments> run, CancellationToken cancellationToken)
    {
        if (await DriftReport.WantedAsync(run.Context, cancellationToken) is { } before && before.Operation != run.Context.OperationId)
        {
            await StoreAsync(run, RecordArguments.BeforeName, before, cancellationToken);
        }

        var wanted = run.Arguments with
        {
            Operation = run.Context.OperationId,
            Endpoint = run.Fill(run.Arguments.Endpoint),
            Rules = run.Arguments.Rules.ToDictionary(
                group => group.Key, IReadOnlyList<SecurityRule> (group) => [.. group.Value.Select(rule => rule with { Group = run.Fill(rule.Group) })], StringComparer.Ordinal),
        };
        await StoreAsync(run, RecordArguments.SecretName, wanted, cancellationToken);
        return [];
    }

    protected override async Task UndoAsync(StepRun<RecordArguments> run, CancellationToken cancellationToken)
    {
        if (await DriftReport.WantedAsync(run.Context, cancellationToken) is { } wanted && wanted.Operation == run.Context.OperationId
            && await DriftReport.WantedAsync(run.Context, cancellationToken, RecordArguments.BeforeName) is { } before)
        {
            await StoreAsync(run, RecordArguments.SecretName, before, cancellationToken);
        }
    }

    private static Task StoreAsync(StepRun<RecordArguments> run, string name, RecordArguments wanted, CancellationToken cancellationToken) =>
        run.Context.SetSecretAsync(name, JsonSerializer.Serialize(wanted, StepJson.Default.RecordArguments), cancellationToken);
}
