using Reeve.Plugins.OpenStack.Kinds;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Deletes a resource that was seen to be the cluster's, and waits until it is gone.</summary>
internal sealed class DeleteStep(CloudSteps steps) : StepKind<DeleteArguments>("delete", StepJson.Default.DeleteArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<DeleteArguments> run, CancellationToken cancellationToken)
    {
        await ResourceRemoval.RemoveAsync(steps, KindCatalog.Of(run.Arguments.Kind), steps.Of(run.Arguments.Cluster), run.Arguments.Id, cancellationToken);
        return [];
    }
}
