using System.Diagnostics;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;

namespace Reeve.Benchmarks.Clusters;

/// <summary>Makes one cluster at a time, each on a fresh machine.</summary>
/// <param name="agent">The agent's executable.</param>
/// <param name="files">A directory that the machines see too.</param>
internal sealed class CreationRun(string agent, string files)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly KubeadmManifest _manifest = new(files);

    private string Archive => Path.Combine(files, "files.tar");

    /// <summary>By the agent: seconds.</summary>
    public async Task<double> ByAgentAsync()
    {
        var manifest = await _manifest.WriteAsync();
        await using var machine = await KubeadmMachine.StartAsync(files);
        using var serving = await KubeadmAgent.StartAsync(machine, agent);
        var seconds = await TimeAsync(() => serving.RunAsync("apply", "--filename", manifest));
        await TimeAsync(() => InAsync(
            machine, "tar", "--directory", "/", "--create", "--file", Archive, "etc/containerd", "etc/cni/net.d", "etc/sysctl.d/90-reeve-kubernetes.conf",
            "etc/systemd/system/kubelet.service", "etc/systemd/system/kubelet.service.d", "var/lib/reeve-kubeadm/kubeadm.yaml"));
        return seconds;
    }

    /// <summary>By hand, with the files of the agent's last: seconds.</summary>
    public async Task<double> ByHandAsync()
    {
        await using var machine = await KubeadmMachine.StartAsync(files);
        return await TimeAsync(() => InAsync(
            machine, Path.Combine(Repository.Root, "tests", "Benchmarks", "Clusters", "bare.sh"), Archive,
            KubeadmPrograms.Binaries(KubeadmPrograms.Version), KubeadmPrograms.Images(KubeadmPrograms.Version), _manifest.Network));
    }

    private static Task<ToolResult> InAsync(KubeadmMachine machine, params string[] command) => Tool.RunAsync(machine.Machine.Enter, command, within: Patience);

    private static async Task<double> TimeAsync(Func<Task<ToolResult>> run)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await run();
        return result.Succeeded ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new BenchmarkException(result.ToString());
    }
}
