using System.Text.Json;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Handover;

/// <summary>Makes what was noted of the cluster by the agent that had it this one's: names that hold an agent are others now. Doing so twice is the same as once.</summary>
internal sealed class AdoptRecordStep() : StepKind<AdoptArguments>("adopt-record", StepJson.Default.AdoptArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<AdoptArguments> run, CancellationToken cancellationToken)
    {
        if (await DriftReport.WantedAsync(run.Context, cancellationToken) is { } noted)
        {
            var (before, after) = (new ClusterMarks(run.Arguments.From).Unique, new ClusterMarks(run.Arguments.Cluster).Unique);
            var wanted = noted with
            {
                Operation = run.Context.OperationId,
                Cluster = run.Arguments.Cluster,
                Wanted = noted.Wanted.ToDictionary(
                    kind => kind.Key, IReadOnlyList<string> (kind) => kind.Key == MachineKinds.ServerGroup ? kind.Value : [.. kind.Value.Select(Renamed)], StringComparer.Ordinal),
            };
            await run.Context.SetSecretAsync(RecordArguments.SecretName, JsonSerializer.Serialize(wanted, StepJson.Default.RecordArguments), cancellationToken);

            string Renamed(string name) => name.StartsWith(before, StringComparison.Ordinal) ? after + name[before.Length..] : name;
        }

        return [];
    }
}
