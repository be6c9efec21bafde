using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.K3s;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>Reads k3s' next program while the one before still runs, so that an upgrade stands still only for the swap.</summary>
internal sealed class FetchStep(ProgramFiles programs)
    : StepKind<ProgramArguments, ProgramPrior>("k3s-fetch", KubeadmJson.Default.ProgramArguments, KubeadmJson.Default.ProgramPrior)
{
    protected override async Task<(bool Done, ProgramPrior Prior)> LookAsync(ProgramArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var prior = new ProgramPrior { Sha256 = await ProgramFiles.HashAsync(arguments.Path, cancellationToken), Wanted = await programs.WantedAsync(arguments, cancellationToken) };
        return (prior.Sha256 == prior.Wanted, prior);
    }

    protected override Task ApplyAsync(ProgramArguments arguments, ProgramPrior prior, IStepContext context, CancellationToken cancellationToken) =>
        programs.FetchAsync(arguments, prior.Wanted, ProgramFiles.Kept(prior.Wanted), context, cancellationToken);

    protected override Task UndoAsync(ProgramArguments arguments, ProgramPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        ProgramFiles.Delete(ProgramFiles.Kept(prior.Wanted));
        return Task.CompletedTask;
    }
}
