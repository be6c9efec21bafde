using System.Text;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps.Network;
using Reeve.Plugins.Kubeadm.Steps.Reset;

namespace Reeve.Plugins.Kubeadm.Steps.Kubeadm;

/// <summary>Makes the control plane by kubeadm init; undone, it is taken down.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init/.</remarks>
internal sealed class InitStep(ClusterReset reset) : StepKind<InitArguments, InitPrior>("kubeadm-init", KubeadmJson.Default.InitArguments, KubeadmJson.Default.InitPrior)
{
    private const int OwnerOnly = 0x180; // 0600

    protected override async Task<(bool Done, InitPrior Prior)> LookAsync(InitArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        // A cluster that somebody else has made is not ours to call done; kubeadm's own preflight refuses to make another one over it.
        if (File.Exists(KubernetesPaths.AdminKubeconfig))
        {
            throw new ProviderException(
                ErrorReason.Conflict, $"There is a cluster on this machine already ({KubernetesPaths.AdminKubeconfig}); delete it, or remove it with kubeadm reset.");
        }

        return (false, new InitPrior { Links = NetworkLinks.Present(), Chains = await PacketFilter.ChainsAsync(context, cancellationToken) });
    }

    protected override async Task ApplyAsync(InitArguments arguments, InitPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (File.Exists(KubernetesPaths.Mark))
        {
            await reset.RunAsync(arguments, prior, context, cancellationToken); // an interrupted try: kubeadm does not go on from the middle
        }

        await context.WriteFileAsync(KubernetesPaths.Mark, Encoding.UTF8.GetBytes($"{context.OperationId}\n"), OwnerOnly, cancellationToken);
        await context.RunAsync(
            [
                arguments.Program, "init", "--config", arguments.Configuration, "--skip-token-print",
                .. Option("--skip-phases", arguments.SkipPhases), .. Option("--ignore-preflight-errors", arguments.IgnorePreflightErrors),
            ],
            cancellationToken);
    }

    protected override async Task VerifyAsync(InitArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        if (await context.ReadFileAsync(KubernetesPaths.AdminKubeconfig, cancellationToken) is null)
        {
            throw new ProviderException($"kubeadm has made no {KubernetesPaths.AdminKubeconfig}.");
        }
    }

    protected override async Task UndoAsync(InitArguments arguments, InitPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (File.Exists(KubernetesPaths.Mark))
        {
            await reset.RunAsync(arguments, prior, context, cancellationToken);
            File.Delete(KubernetesPaths.Mark);
        }
    }

    internal static IEnumerable<string> Option(string name, IReadOnlyList<string> values) => values.Count > 0 ? [$"{name}={string.Join(',', values)}"] : [];
}
