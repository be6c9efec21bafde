using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps.Reset;

namespace Reeve.Plugins.Kubeadm.Steps.Kubeadm;

/// <summary>Takes down a cluster that somebody else has made with kubeadm: there is no record of what was there before, and no way back.</summary>
internal sealed class AdoptedResetStep(ClusterReset reset) : StepKind<InitArguments, InitPrior>("kubeadm-reset", KubeadmJson.Default.InitArguments, KubeadmJson.Default.InitPrior)
{
    protected override Task<(bool Done, InitPrior Prior)> LookAsync(InitArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult((false, new InitPrior()));

    protected override Task ApplyAsync(InitArguments arguments, InitPrior prior, IStepContext context, CancellationToken cancellationToken) =>
        reset.RunAsync(arguments, prior, context, cancellationToken);

    protected override Task UndoAsync(InitArguments arguments, InitPrior prior, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
