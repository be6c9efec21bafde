using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Backup;

/// <summary>Copies a cluster's configuration and data before they are changed; undone, which is after they were put back, the copy is gone.</summary>
internal sealed class BackupStep() : StepKind<BackupArguments, BackupPrior>("cluster-backup", KubeadmJson.Default.BackupArguments, KubeadmJson.Default.BackupPrior)
{
    protected override Task<(bool Done, BackupPrior Prior)> LookAsync(BackupArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult((false, new BackupPrior()));

    protected override Task ApplyAsync(BackupArguments arguments, BackupPrior prior, IStepContext context, CancellationToken cancellationToken) =>
        ClusterBackup.MakeAsync(arguments, context, cancellationToken);

    protected override Task UndoAsync(BackupArguments arguments, BackupPrior prior, IStepContext context, CancellationToken cancellationToken) =>
        ClusterBackup.RemoveAsync(arguments.Directory, context, cancellationToken);
}
