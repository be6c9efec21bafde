using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Backup;

/// <summary>Runs etcd's own tools from etcd's image: no machine has them. Source: ctr(8), https://etcd.io/docs/v3.5/op-guide/recovery/.</summary>
internal static class EtcdTool
{
    private const string Snapshot = "etcd.db";

    /// <summary>Writes a snapshot of a running etcd to a directory.</summary>
    public static Task SaveAsync(EtcdManifest etcd, string directory, string socket, IStepContext context, CancellationToken cancellationToken) => RunAsync(
        etcd,
        [Mount($"{KubernetesPaths.Certificates}/etcd", "/pki", "ro"), Mount(directory, "/backup", "rw")],
        [
            "etcdctl", "--endpoints=https://127.0.0.1:2379", "--cacert=/pki/ca.crt", "--cert=/pki/healthcheck-client.crt", "--key=/pki/healthcheck-client.key",
            "snapshot", "save", $"/backup/{Snapshot}",
        ],
        socket,
        context,
        cancellationToken);

    /// <summary>Puts the data of a snapshot in the place of those of an etcd that does not run.</summary>
    public static async Task RestoreAsync(EtcdManifest etcd, string directory, string socket, IStepContext context, CancellationToken cancellationToken)
    {
        // Beside the data, so that they are moved within one file system.
        var restored = Path.Combine(etcd.DataDirectory, ".restored");
        await context.ChangeAsync(cancellationToken, "rm", "-r", "-f", "--one-file-system", "--", restored);
        await RunAsync(
            etcd,
            [Mount(directory, "/backup", "ro"), Mount(etcd.DataDirectory, "/data", "rw")],
            [
                etcd.RestoreProgram, "snapshot", "restore", $"/backup/{Snapshot}", "--data-dir=/data/.restored", $"--name={etcd.Name}",
                $"--initial-cluster={etcd.Cluster}", $"--initial-advertise-peer-urls={etcd.PeerUrls}",
            ],
            socket,
            context,
            cancellationToken);
        var data = Path.Combine(etcd.DataDirectory, "member");
        await context.ChangeAsync(cancellationToken, "rm", "-r", "-f", "--one-file-system", "--", data);
        await context.ChangeAsync(cancellationToken, "mv", "--no-target-directory", "--", Path.Combine(restored, "member"), data);
        await context.ChangeAsync(cancellationToken, "rm", "-r", "-f", "--one-file-system", "--", restored);
    }

    private static async Task RunAsync(
        EtcdManifest etcd, string[] mounts, string[] command, string socket, IStepContext context, CancellationToken cancellationToken)
    {
        var id = $"reeve-etcd-{context.OperationId}";
        string[] ctr = ["ctr", "--address", socket.Replace("unix://", "", StringComparison.Ordinal), "--namespace", "k8s.io"];
        // What a try that was interrupted has left; mostly there is nothing.
        await context.RunAsync(new StepCommand { Arguments = [.. ctr, "task", "delete", "--force", id] }, cancellationToken);
        await context.RunAsync(new StepCommand { Arguments = [.. ctr, "container", "delete", id] }, cancellationToken);
        await context.ChangeAsync(cancellationToken, [.. ctr, "run", "--rm", "--net-host", "--env", "ETCDCTL_API=3", .. mounts, etcd.Image, id, .. command]);
    }

    private static string Mount(string source, string target, string mode) => $"--mount=type=bind,src={source},dst={target},options=rbind:{mode}";
}
