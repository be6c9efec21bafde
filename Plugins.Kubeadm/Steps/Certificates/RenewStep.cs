using System.Security.Cryptography.X509Certificates;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Observation;
using Reeve.Plugins.Kubeadm.Steps.Backup;
using Reeve.Plugins.Kubeadm.Steps.Kubeadm;
using Reeve.Plugins.Kubeadm.Steps.Upgrade;

namespace Reeve.Plugins.Kubeadm.Steps.Certificates;

/// <summary>
/// Makes certificates anew and restarts the static pods, which read them when they start; undone, the old ones are
/// there again and in use.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/.</remarks>
internal sealed class RenewStep(ControlPlane plane)
    : StepKind<RenewArguments, BackupPrior>("certificates", KubeadmJson.Default.RenewArguments, KubeadmJson.Default.BackupPrior)
{
    protected override Task<(bool Done, BackupPrior Prior)> LookAsync(RenewArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult((false, new BackupPrior()));

    protected override async Task ApplyAsync(RenewArguments arguments, BackupPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        foreach (var file in arguments.Deleted.Where(File.Exists))
        {
            File.Delete(file);
        }

        foreach (var command in arguments.Commands)
        {
            await context.RunAsync(command, cancellationToken);
        }

        await ControlPlane.RemovePodsAsync(arguments.Socket, context, cancellationToken);
    }

    protected override async Task VerifyAsync(RenewArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        await plane.WaitAsync(arguments.Cluster, context, cancellationToken);
        if (await context.ReadFileAsync($"{KubernetesPaths.Certificates}/apiserver.crt", cancellationToken) is not { } bytes)
        {
            throw new ProviderException("The API server has no certificate.");
        }

        using var file = X509CertificateLoader.LoadCertificate(bytes.Span);
        using var served = await ServedCertificate.ReadAsync(context, cancellationToken);
        if (served.Thumbprint != file.Thumbprint)
        {
            throw new ProviderException(ErrorReason.Transient, "The API server does not serve its new certificate yet.");
        }
    }

    protected override async Task UndoAsync(RenewArguments arguments, BackupPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (Directory.Exists(arguments.Backup))
        {
            await ClusterBackup.RestoreAsync(arguments.Backup, context, cancellationToken);
            await ControlPlane.RemovePodsAsync(arguments.Socket, context, cancellationToken);
            await plane.WaitAsync(arguments.Cluster, context, cancellationToken);
        }
    }
}
