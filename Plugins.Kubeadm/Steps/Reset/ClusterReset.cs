using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Cri;
using Reeve.Plugins.Kubeadm.Steps.Kubeadm;
using Reeve.Plugins.Kubeadm.Steps.Network;
using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm.Steps.Reset;

/// <summary>
/// Takes a cluster of kubeadm down, whole or half made: the kubelet, its pods, what kubeadm reset removes, and what that leaves behind
/// outside of files. Can be done again.
/// </summary>
/// <remarks>
/// Source: https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-reset/. Files are left to the steps that looked at their directories before.
/// </remarks>
internal sealed class ClusterReset(ISystemdManager manager)
{
    private const string Kubelet = "kubelet.service";
    private const string Pods = "kubepods.slice";

    public async Task RunAsync(InitArguments arguments, InitPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        await StopAsync(Kubelet, cancellationToken); // it would start pods anew
        await RemovePodsAsync(arguments.CriSocket, context, cancellationToken);
        if (!Path.IsPathFullyQualified(arguments.Program) || File.Exists(arguments.Program))
        {
            await context.RunAsync([arguments.Program, "reset", "--force", "--cri-socket", arguments.CriSocket], cancellationToken);
        }

        await NetworkLinks.CleanAsync(prior.Links, context, cancellationToken);
        await PacketFilter.CleanAsync(prior.Chains, context, cancellationToken);
        await StopAsync(Pods, cancellationToken); // made by systemd, if that is the driver
        ControlGroups.Remove();
    }

    private static async Task RemovePodsAsync(string socket, IStepContext context, CancellationToken cancellationToken)
    {
        using var runtime = new CriClient(socket);
        if (!runtime.IsThere)
        {
            return;
        }

        foreach (var pod in await runtime.ListPodsAsync(cancellationToken))
        {
            context.ReportProgress($"Remove the pod {pod}");
            await runtime.RemovePodAsync(pod.Id, cancellationToken);
        }
    }

    private async Task StopAsync(string unit, CancellationToken cancellationToken)
    {
        try
        {
            await manager.StopUnitAsync(unit, cancellationToken);
            await manager.ResetFailedUnitAsync(unit, cancellationToken); // a kubelet that is ended in its work has failed
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            // What is not loaded does not run.
        }
    }
}
