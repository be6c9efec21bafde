using System.Text.Json;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Notes what the cluster shall be, so that differences are seen later.</summary>
internal sealed class RecordStep() : StepKind<RecordArguments>("record", StepJson.Default.RecordArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<RecordArguments> run, CancellationToken cancellationToken)
    {
        var wanted = run.Arguments with
        {
            Endpoint = run.Fill(run.Arguments.Endpoint),
            Rules = run.Arguments.Rules.ToDictionary(
                group => group.Key, IReadOnlyList<SecurityRule> (group) => [.. group.Value.Select(rule => rule with { Group = run.Fill(rule.Group) })], StringComparer.Ordinal),
        };
        await run.Context.SetSecretAsync(RecordArguments.SecretName, JsonSerializer.Serialize(wanted, StepJson.Default.RecordArguments), cancellationToken);
        return [];
    }
}
