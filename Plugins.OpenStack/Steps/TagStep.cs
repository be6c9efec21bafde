using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Gives a resource its tags, by which people and other programs find it. Doing so twice is the same as once; they go with the resource.</summary>
internal sealed class TagStep(CloudSteps steps) : StepKind<TagArguments>("tags", StepJson.Default.TagArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<TagArguments> run, CancellationToken cancellationToken)
    {
        var kind = KindCatalog.Of(run.Arguments.Kind);
        await kind.TagAsync(steps.Of(run.Arguments.Cluster), run.Fill(run.Arguments.Id), new ClusterMarks(run.Arguments.Cluster).All, cancellationToken);
        return [];
    }
}
