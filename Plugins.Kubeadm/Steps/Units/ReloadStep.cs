using Reeve.Clusters;
using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm.Steps.Units;

/// <summary>Comes before unit files are written; undone, which is after they are gone, systemd has read that they are.</summary>
internal sealed class ReloadStep(IUnitFiles files)
    : StepKind<ReloadArguments, ReloadArguments>("units-reload", KubeadmJson.Default.ReloadArguments, KubeadmJson.Default.ReloadArguments)
{
    protected override Task<(bool Done, ReloadArguments Prior)> LookAsync(ReloadArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult((false, arguments));

    protected override Task ApplyAsync(ReloadArguments arguments, ReloadArguments prior, IStepContext context, CancellationToken cancellationToken) =>
        files.ReloadAsync(cancellationToken);

    protected override Task UndoAsync(ReloadArguments arguments, ReloadArguments prior, IStepContext context, CancellationToken cancellationToken) =>
        files.ReloadAsync(cancellationToken);
}
