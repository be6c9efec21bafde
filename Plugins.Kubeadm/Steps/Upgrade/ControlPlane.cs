using System.Net;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Cri;
using Reeve.Plugins.Kubeadm.Steps.Backup;
using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm.Steps.Upgrade;

/// <summary>The running parts of a control plane: static pods of the kubelet.</summary>
internal sealed class ControlPlane(ISystemdManager manager, IUnitFiles units, TimeProvider time)
{
    private const string Kubelet = "kubelet.service";
    private static readonly string[] s_parts = ["etcd-", "kube-apiserver-", "kube-controller-manager-", "kube-scheduler-"];
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <summary>Ends its parts; the kubelet, if it runs, starts them anew from their manifests.</summary>
    public static async Task RemovePodsAsync(string socket, IStepContext context, CancellationToken cancellationToken)
    {
        using var runtime = new CriClient(socket);
        foreach (var pod in await runtime.ListPodsAsync(cancellationToken))
        {
            if (pod.Namespace == "kube-system" && s_parts.Any(part => pod.Name.StartsWith(part, StringComparison.Ordinal)))
            {
                context.ReportProgress($"Restart {pod.Name}");
                await runtime.RemovePodAsync(pod.Id, cancellationToken);
            }
        }
    }

    /// <summary>Puts back what a copy holds, configuration and data, and waits until it runs.</summary>
    public async Task GoBackAsync(string directory, string socket, ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        await manager.StopUnitAsync(Kubelet, cancellationToken);
        await RemovePodsAsync(socket, context, cancellationToken);
        await ClusterBackup.RestoreAsync(directory, context, cancellationToken);
        if (File.Exists($"{directory}/etcd.db") && await EtcdManifest.ReadAsync(context, cancellationToken) is { } etcd)
        {
            await EtcdTool.RestoreAsync(etcd, directory, socket, context, cancellationToken);
        }

        await units.RestartUnitAsync(Kubelet, cancellationToken);
        await WaitAsync(cluster, context, cancellationToken);
    }

    /// <summary>Waits until the API server is ready.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: it is not within three minutes.</exception>
    public async Task WaitAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (await GetAsync("/readyz", cluster, context, cancellationToken) is null)
        {
            if (time.GetElapsedTime(start) > s_patience)
            {
                throw new ProviderException(ErrorReason.Transient, "The API server does not become ready; journalctl -u kubelet says why.");
            }

            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    /// <summary>The version that the API server tells, or null if it does not answer.</summary>
    public static async Task<string?> VersionAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        if (await GetAsync("/version", cluster, context, cancellationToken) is not { } content)
        {
            return null;
        }

        using var version = JsonDocument.Parse(content);
        return version.RootElement.GetProperty("gitVersion").GetString()?.TrimStart('v');
    }

    private static async Task<string?> GetAsync(string path, ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            using var response = await context.GetClusterApi(cluster).SendAsync(request, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(cancellationToken) : null;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Transient)
        {
            return null; // it starts
        }
    }
}
