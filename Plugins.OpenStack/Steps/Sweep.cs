using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Sharing;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Sees that nothing of a cluster is left, and deletes what is, the last made first. Only what bears its marks is touched.</summary>
internal static class Sweep
{
    /// <summary>Goes on until nothing is left; the caller's deadline ends it.</summary>
    /// <exception cref="ProviderException">Something cannot be deleted: what, and why.</exception>
    public static async Task RunAsync(CloudSteps steps, ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        if (steps.Memory.IsClean(context.OperationId))
        {
            return;
        }

        var (cloud, marks) = (steps.Of(cluster), new ClusterMarks(cluster));
        while (await steps.Share(cluster).SurveyAsync(marks, Demand.Now, cancellationToken) is { Count: > 0 } left)
        {
            context.ReportProgress($"Still there: {string.Join(", ", left.Select(one => $"{one.Kind} {one.Name}"))}");
            foreach (var one in left.Reverse())
            {
                if (one.Kind == NetworkKinds.Network)
                {
                    await RouterPorts.RemoveAllAsync(steps, cloud, one.Id, cancellationToken);
                }

                await RemoveAsync(steps, cloud, one, cancellationToken);
            }
        }

        steps.Memory.Cleaned(context.OperationId);
        context.ReportProgress("Nothing of the cluster is left.");
    }

    private static async Task RemoveAsync(CloudSteps steps, ICloud cloud, CloudResource one, CancellationToken cancellationToken)
    {
        try
        {
            await ResourceRemoval.RemoveAsync(steps, KindCatalog.Of(one.Kind), cloud, one.Id, cancellationToken);
        }
        catch (CloudException e)
        {
            throw new ProviderException(e.Reason, $"Left behind: {one.Kind} {one.Name} ({one.Id}): {e.Message}", e);
        }
    }
}
