using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Cleanup;
using Reeve.Plugins.Kubeadm.K3s;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>Notes on the machine that a cluster of k3s is the agent's, and what was there before: the first thing made, and the last taken back.</summary>
internal sealed class ClaimStep(K3sService service) : StepKind<ClaimArguments, ClaimPrior>("k3s-claim", KubeadmJson.Default.ClaimArguments, KubeadmJson.Default.ClaimPrior)
{
    protected override async Task<(bool Done, ClaimPrior Prior)> LookAsync(ClaimArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        if (await K3sMark.ReadAsync(context, cancellationToken) is { Removed: false } mark)
        {
            return (true, new ClaimPrior { Before = mark.Before });
        }

        if (await service.ExistsAsync(cancellationToken) || File.Exists(arguments.Program))
        {
            throw new ProviderException(
                ErrorReason.Conflict, $"There is a k3s on this machine already ({K3sPaths.Unit}, {arguments.Program}), made by somebody else; remove it with k3s-uninstall.sh first.");
        }

        var directories = K3sPaths.Written.Append(MachineCleaner.NamespaceDirectory).Append(Path.GetDirectoryName(arguments.DataDirectory)!).Append(arguments.DataDirectory);
        return (false, new ClaimPrior { Before = await MachineCleaner.LookAsync(context, directories, cancellationToken) });
    }

    protected override Task ApplyAsync(ClaimArguments arguments, ClaimPrior prior, IStepContext context, CancellationToken cancellationToken) =>
        new K3sMark
        {
            Operation = context.OperationId, DataDirectory = arguments.DataDirectory, Program = arguments.Program, Before = prior.Before,
        }.WriteAsync(context, cancellationToken);

    protected override Task UndoAsync(ClaimArguments arguments, ClaimPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (Directory.Exists(K3sPaths.State))
        {
            Directory.Delete(K3sPaths.State, recursive: true);
        }

        return Task.CompletedTask;
    }
}
