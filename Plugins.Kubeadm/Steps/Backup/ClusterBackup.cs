using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Backup;

/// <summary>Copies of a cluster's configuration and data, for root alone. What is not there is not copied.</summary>
internal static class ClusterBackup
{
    // Below /etc/kubernetes; what else is there (tmp) are kubeadm's own copies.
    private static readonly string[] s_configuration = ["manifests", "pki", "admin.conf", "super-admin.conf", "controller-manager.conf", "scheduler.conf", "kubelet.conf"];
    private static readonly string[] s_kubelet = ["config.yaml", "kubeadm-flags.env", "instance-config.yaml"];

    /// <summary>Makes a copy; it is there as a whole or not at all.</summary>
    public static async Task MakeAsync(BackupArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var unfinished = arguments.Directory + ".unfinished";
        await RemoveAsync(unfinished, context, cancellationToken);
        await context.ChangeAsync(cancellationToken, "mkdir", "--mode=0700", "--parents", "--", unfinished, $"{unfinished}/kubernetes", $"{unfinished}/kubelet");
        await CopyAsync(s_configuration, KubernetesPaths.Configuration, $"{unfinished}/kubernetes", context, cancellationToken);
        await CopyAsync(s_kubelet, KubernetesPaths.Kubelet, $"{unfinished}/kubelet", context, cancellationToken);
        if (arguments.Data && await EtcdManifest.ReadAsync(context, cancellationToken) is { } etcd)
        {
            await EtcdTool.SaveAsync(etcd, unfinished, arguments.Socket, context, cancellationToken);
        }

        await RemoveAsync(arguments.Directory, context, cancellationToken);
        await context.ChangeAsync(cancellationToken, "mv", "--no-target-directory", "--", unfinished, arguments.Directory);
    }

    /// <summary>Puts the configuration of a copy back.</summary>
    public static async Task RestoreAsync(string directory, IStepContext context, CancellationToken cancellationToken)
    {
        await CopyAsync(s_configuration, $"{directory}/kubernetes", KubernetesPaths.Configuration, context, cancellationToken);
        await CopyAsync(s_kubelet, $"{directory}/kubelet", KubernetesPaths.Kubelet, context, cancellationToken);
    }

    /// <summary>Deletes a copy.</summary>
    public static Task RemoveAsync(string directory, IStepContext context, CancellationToken cancellationToken) =>
        context.ChangeAsync(cancellationToken, "rm", "-r", "-f", "--one-file-system", "--", directory);

    private static async Task CopyAsync(string[] names, string from, string to, IStepContext context, CancellationToken cancellationToken)
    {
        var there = names.Select(name => $"{from}/{name}").Where(path => File.Exists(path) || Directory.Exists(path)).ToList();
        if (there.Count > 0)
        {
            await context.ChangeAsync(cancellationToken, ["cp", "--archive", $"--target-directory={to}", "--", .. there]);
        }
    }
}
