using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps.Backup;
using Reeve.Plugins.Kubeadm.Steps.Kubeadm;

namespace Reeve.Plugins.Kubeadm.Steps.Upgrade;

/// <summary>
/// Takes the control plane to a later version by kubeadm upgrade apply; undone, configuration and data are those of
/// the copy that was made before.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-upgrade/.</remarks>
internal sealed class UpgradeStep(ControlPlane plane)
    : StepKind<UpgradeArguments, BackupPrior>("kubeadm-upgrade", KubeadmJson.Default.UpgradeArguments, KubeadmJson.Default.BackupPrior)
{
    protected override Task<(bool Done, BackupPrior Prior)> LookAsync(UpgradeArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult((false, new BackupPrior()));

    protected override Task ApplyAsync(UpgradeArguments arguments, BackupPrior prior, IStepContext context, CancellationToken cancellationToken) =>
        context.RunAsync(
            [arguments.Program, "upgrade", "apply", $"v{arguments.Version}", "--yes", .. InitStep.Option("--ignore-preflight-errors", arguments.IgnorePreflightErrors)],
            cancellationToken);

    protected override async Task VerifyAsync(UpgradeArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var version = await ControlPlane.VersionAsync(arguments.Cluster, context, cancellationToken);
        if (version != arguments.Version)
        {
            throw new ProviderException(ErrorReason.Transient, $"The API server tells {version ?? "no version"}, not {arguments.Version}.");
        }
    }

    protected override async Task UndoAsync(UpgradeArguments arguments, BackupPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (Directory.Exists(arguments.Backup) && await HasChangedAsync(arguments, context, cancellationToken))
        {
            await plane.GoBackAsync(arguments.Backup, arguments.Socket, arguments.Cluster, context, cancellationToken);
        }
    }

    /// <summary>An upgrade that its preflight refused, or that kubeadm took back itself, has left the manifests as they were.</summary>
    private static async Task<bool> HasChangedAsync(UpgradeArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var result = await context.RunAsync(
            new StepCommand { Arguments = ["diff", "--recursive", "--brief", $"{arguments.Backup}/kubernetes/manifests", KubernetesPaths.Manifests], Mutates = false }, cancellationToken);
        return result.ExitCode != 0;
    }
}
