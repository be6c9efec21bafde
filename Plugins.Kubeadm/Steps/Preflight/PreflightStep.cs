using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Preflight;

/// <summary>Looks whether a cluster can be made here before anything is changed. It fails with everything that is wrong, each with its remedy.</summary>
internal sealed class PreflightStep()
    : StepKind<PreflightArguments, PreflightPrior>("preflight", KubeadmJson.Default.PreflightArguments, KubeadmJson.Default.PreflightPrior)
{
    protected override async Task<(bool Done, PreflightPrior Prior)> LookAsync(PreflightArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var problems = PreflightChecks.Find(arguments, await MachineFacts.ReadAsync(context, cancellationToken)).ToList();
        return problems.Count == 0
            ? (true, new PreflightPrior())
            : throw new ProviderException(ErrorReason.Conflict, $"This machine is not ready for a cluster. {string.Join("; ", problems)}");
    }

    protected override Task ApplyAsync(PreflightArguments arguments, PreflightPrior prior, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task UndoAsync(PreflightArguments arguments, PreflightPrior prior, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
