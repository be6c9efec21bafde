using System.Text.Json.Nodes;
using Reeve.Testing.Systemd;

namespace Reeve.Testing.Kubernetes;

/// <summary>A real kubelet with containerd inside a booted systemd: a node to compare with. It goes with that systemd.</summary>
public static class RealKubelet
{
    /// <summary>The only image it has, without a registry: busybox.</summary>
    public const string Image = "docker.io/library/busybox:1";

    private static string Scripts { get; } = Path.Combine(Repository.Root, "eng", "components", "kubelet");

    /// <summary>Starts it and waits until its node is ready.</summary>
    /// <param name="plane">Its cluster.</param>
    /// <param name="machine">Where it runs; must see the control plane's directory and that of the programs (<see cref="FindPrograms"/>).</param>
    /// <param name="node">Its name.</param>
    public static async Task StartAsync(ControlPlane plane, SystemdMachine machine, string node)
    {
        string[] command =
        [
            Path.Combine(Scripts, "up.sh"), Path.Combine(machine.Directory, node), plane.Kubeconfigs.Node(node),
            plane.Authority.CertificateFile, node, ControlPlane.NodeAddress.ToString(),
        ];
        var started = await machine.RunAsync(command);
        if (!started.Succeeded)
        {
            throw new InvalidOperationException(started.ToString());
        }

        await plane.Admin.WaitAsync($"/api/v1/nodes/{node}", found => IsReady(found), "the kubelet's node is ready");
    }

    /// <summary>The directory of its programs.</summary>
    /// <exception cref="InvalidOperationException">It was not built.</exception>
    public static async Task<string> FindPrograms()
    {
        var found = await Tool.RunAsync(Path.Combine(Scripts, "programs.sh"), ["--find"]);
        return found.Succeeded ? found.Output.Trim() : throw new InvalidOperationException(found.ToString());
    }

    private static bool IsReady(JsonNode? node) => node?["status"]?["conditions"]?.AsArray()
        .Any(condition => condition!["type"]!.ToString() == "Ready" && condition["status"]!.ToString() == "True") == true;
}
