using System.Diagnostics;
using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;

namespace Reeve.Benchmarks.Clusters;

/// <summary>Makes one cluster at a time, each on a fresh machine.</summary>
/// <param name="agent">The agent's executable.</param>
/// <param name="files">A directory that the machines see too.</param>
internal sealed class CreationRun(string agent, string files)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private string Archive => Path.Combine(files, "files.tar");

    private string Network => Path.Combine(files, "network.yaml");

    /// <summary>By the agent: seconds.</summary>
    public async Task<double> ByAgentAsync()
    {
        await File.WriteAllTextAsync(Network, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bridge-network, namespace: kube-system}\n");
        await File.WriteAllTextAsync(Path.Combine(files, "cluster.json"), Manifest().ToJsonString());
        await using var machine = await KubeadmMachine.StartAsync(files);
        var state = Path.Combine(machine.Machine.Directory, "s");
        using var serving = Tool.Start(machine.Machine.Enter, [agent, "serve", "--state-dir", state]);
        serving.OutputDataReceived += static (_, _) => { };
        serving.BeginOutputReadLine();
        serving.ErrorDataReceived += static (_, _) => { };
        serving.BeginErrorReadLine();
        try
        {
            await Eventually.TrueAsync(
                async () => (await Tool.RunAsync(machine.Machine.Enter, [agent, "cluster", "list", "--state-dir", state])).Succeeded, "the agent answers");
            var seconds = await TimeAsync(machine, agent, "cluster", "apply", "--filename", Path.Combine(files, "cluster.json"), "--state-dir", state);
            await RunAsync(
                machine, "tar", "--directory", "/", "--create", "--file", Archive, "etc/containerd", "etc/cni/net.d", "etc/sysctl.d/90-reeve-kubernetes.conf",
                "etc/systemd/system/kubelet.service",
                "etc/systemd/system/kubelet.service.d", "var/lib/reeve-kubeadm/kubeadm.yaml");
            return seconds;
        }
        finally
        {
            serving.Kill();
        }
    }

    /// <summary>By hand, with the files of the agent's last: seconds.</summary>
    public async Task<double> ByHandAsync()
    {
        await using var machine = await KubeadmMachine.StartAsync(files);
        return await TimeAsync(
            machine, Path.Combine(Repository.Root, "tests", "Benchmarks", "Clusters", "bare.sh"), Archive,
            KubeadmPrograms.Binaries(KubeadmPrograms.Version), KubeadmPrograms.Images(KubeadmPrograms.Version), Network);
    }

    private static async Task<double> TimeAsync(KubeadmMachine machine, params string[] command)
    {
        var start = Stopwatch.GetTimestamp();
        await RunAsync(machine, command);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task RunAsync(KubeadmMachine machine, params string[] command)
    {
        var result = await Tool.RunAsync(machine.Machine.Enter, command, within: Patience);
        if (!result.Succeeded)
        {
            throw new BenchmarkException($"{string.Join(' ', command)}: {result}");
        }
    }

    private JsonObject Manifest() => new()
    {
        ["apiVersion"] = "v1alpha1",
        ["kind"] = "Cluster",
        ["spec"] = new JsonObject
        {
            ["version"] = KubeadmPrograms.Version,
            ["clusterType"] = "kubeadm",
            ["clusterParameters"] = new JsonObject
            {
                ["networking"] = new JsonObject { ["podSubnet"] = "10.244.0.0/16", ["svcSubnet"] = "10.96.0.0/16" },
                ["cni"] = new JsonObject { ["type"] = "bridge", ["version"] = "1", ["manifestURL"] = Network },
            },
            ["provider"] = KubeadmMachine.Provider(KubeadmPrograms.Version),
        },
    };
}
