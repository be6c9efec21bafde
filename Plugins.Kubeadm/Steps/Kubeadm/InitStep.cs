using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Kubeadm;

/// <summary>
/// Makes the control plane by kubeadm init; undone, kubeadm reset and what it leaves behind is gone. Nothing is deleted across a mount.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init/ and kubeadm-reset.</remarks>
internal sealed class InitStep() : StepKind<InitArguments, InitPrior>("kubeadm-init", KubeadmJson.Default.InitArguments, KubeadmJson.Default.InitPrior)
{
    private static readonly string[] s_links = ["cni0", "flannel.1", "kube-ipvs0", "vxlan.calico", "tunl0", "antrea-gw0", "cilium_host", "cilium_net", "cilium_vxlan"];

    protected override Task<(bool Done, InitPrior Prior)> LookAsync(InitArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        // A cluster that somebody else has made is not ours to call done; kubeadm's own preflight refuses to make another one over it.
        if (File.Exists(KubernetesPaths.AdminKubeconfig))
        {
            throw new ProviderException(
                ErrorReason.Conflict, $"There is a cluster on this machine already ({KubernetesPaths.AdminKubeconfig}); remove it with kubeadm reset first.");
        }

        return Task.FromResult((false, new InitPrior { Directories = [.. Directories(arguments).Where(Directory.Exists)] }));
    }

    protected override async Task ApplyAsync(InitArguments arguments, InitPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (File.Exists(KubernetesPaths.Mark))
        {
            await ResetAsync(arguments, prior, context, cancellationToken); // an interrupted try: kubeadm does not go on from the middle
        }

        Directory.CreateDirectory(Path.GetDirectoryName(KubernetesPaths.Mark)!);
        await context.WriteFileAsync(KubernetesPaths.Mark, System.Text.Encoding.UTF8.GetBytes($"{context.OperationId}\n"), 0x180, cancellationToken);
        List<string> command = [arguments.Program, "init", "--config", arguments.Configuration];
        AddList(command, "--skip-phases", arguments.SkipPhases);
        AddList(command, "--ignore-preflight-errors", arguments.IgnorePreflightErrors);
        await context.ChangeAsync(cancellationToken, command);
    }

    protected override async Task VerifyAsync(InitArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        if (await context.ReadFileAsync(KubernetesPaths.AdminKubeconfig, cancellationToken) is null)
        {
            throw new ProviderException($"kubeadm has made no {KubernetesPaths.AdminKubeconfig}.");
        }
    }

    protected override Task UndoAsync(InitArguments arguments, InitPrior prior, IStepContext context, CancellationToken cancellationToken) =>
        File.Exists(KubernetesPaths.Mark) ? ResetAsync(arguments, prior, context, cancellationToken) : Task.CompletedTask;

    private static IEnumerable<string> Directories(InitArguments arguments) =>
        [KubernetesPaths.Configuration, KubernetesPaths.Kubelet, arguments.EtcdDataDirectory, "/var/lib/dockershim", "/var/run/kubernetes", "/var/lib/cni"];

    private static async Task ResetAsync(InitArguments arguments, InitPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        await context.ChangeAsync(cancellationToken, arguments.Program, "reset", "--force", "--cri-socket", arguments.CriSocket);
        var mounts = await context.ReadFileAsync("/proc/self/mounts", cancellationToken) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes.Span) : "";
        foreach (var mount in MountsBelow(mounts, KubernetesPaths.Kubelet).Reverse())
        {
            await context.ChangeAsync(cancellationToken, "umount", "--", mount);
        }

        foreach (var directory in Directories(arguments).Where(Directory.Exists))
        {
            // rm stays on one file system: data that was mounted below is not this cluster's to delete.
            await context.ChangeAsync(cancellationToken, ["rm", "-r", "-f", "--one-file-system", "--", .. prior.Directories.Contains(directory) ? Directory.GetFileSystemEntries(directory) : [directory]]);
        }

        foreach (var link in s_links.Where(link => Directory.Exists($"/sys/class/net/{link}")))
        {
            await context.ChangeAsync(cancellationToken, "ip", "link", "delete", link);
        }

        File.Delete(KubernetesPaths.Mark);
    }

    private static IEnumerable<string> MountsBelow(string mounts, string directory) => mounts.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ')[1]).Where(path => path.StartsWith($"{directory}/", StringComparison.Ordinal));

    private static void AddList(List<string> command, string option, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            command.Add($"{option}={string.Join(',', values)}");
        }
    }
}
