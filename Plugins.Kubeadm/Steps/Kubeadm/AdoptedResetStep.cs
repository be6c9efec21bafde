using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Cleanup;
using Reeve.Plugins.Kubeadm.Steps.Reset;

namespace Reeve.Plugins.Kubeadm.Steps.Kubeadm;

/// <summary>Takes down a cluster that somebody else has made with kubeadm: there is no record of what was there before, and no way back.</summary>
internal sealed class AdoptedResetStep(ClusterReset reset) : StepKind<InitArguments, InitPrior>("kubeadm-reset", KubeadmJson.Default.InitArguments, KubeadmJson.Default.InitPrior)
{
    // kubeadm reset leaves them, and only kubelets write there.
    private static readonly string[] s_logs = ["/var/log/pods", "/var/log/containers"];

    protected override Task<(bool Done, InitPrior Prior)> LookAsync(InitArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult((false, new InitPrior()));

    protected override async Task ApplyAsync(InitArguments arguments, InitPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        await reset.RunAsync(arguments, prior, context, cancellationToken);
        var removal = new TreeRemoval(await MountTable.ReadAsync(context, cancellationToken));
        foreach (var entry in s_logs.Where(Directory.Exists).SelectMany(Directory.GetFileSystemEntries))
        {
            if (!removal.Remove(entry))
            {
                context.ReportProgress($"Left as it is, since something is mounted there: {string.Join(", ", removal.Kept)}");
            }
        }
    }

    protected override Task UndoAsync(InitArguments arguments, InitPrior prior, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
