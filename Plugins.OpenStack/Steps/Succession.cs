using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>
/// In whose place a machine comes. Once the others have given up their work there is no way back: what was made in their place stays, whatever becomes of
/// the rest of the operation.
/// </summary>
internal sealed record Succession
{
    /// <summary>The step after which the predecessors have no work any more; empty where nobody asks them.</summary>
    public string Point { get; set; } = "";

    /// <summary>Ids of the predecessors' servers.</summary>
    public IReadOnlyList<string> Servers { get; set; } = [];

    /// <summary>Whether it is so far.</summary>
    public async Task<bool> IsPastAsync<TArguments>(CloudSteps steps, StepRun<TArguments> run, ClusterId cluster, CancellationToken cancellationToken)
    {
        if (Point.Length > 0 && run.IsDone(Point))
        {
            return true;
        }

        foreach (var server in Servers)
        {
            if (await KindCatalog.Of(MachineKinds.Server).GetAsync(steps.Of(cluster), server, cancellationToken) is null or { Status: "DELETED" or "SOFT_DELETED" })
            {
                return true;
            }
        }

        return false;
    }
}
