using System.Text.Json.Nodes;
using Reeve.Testing.Systemd;

namespace Reeve.Testing.Kubeadm;

/// <summary>
/// A machine with a real systemd and a network of its own, on which the real kubeadm makes clusters. containerd is installed and does not run;
/// there is no way out. It goes with the test process, however that ends.
/// </summary>
public sealed class KubeadmMachine : IAsyncDisposable
{
    private readonly SystemdMachine _machine;

    private KubeadmMachine(SystemdMachine machine) => _machine = machine;

    /// <summary>The machine.</summary>
    public SystemdMachine Machine => _machine;

    /// <summary>Boots one; the repository, the programs and the given directories are the same ones inside, at the same paths.</summary>
    public static async Task<KubeadmMachine> StartAsync(params IEnumerable<string> directories)
    {
        var machine = await SystemdMachine.StartAloneAsync(directories.Append(KubeadmPrograms.Directory));
        var prepared = await machine.RunAsync(Path.Combine(KubeadmPrograms.Scripts, "machine.sh"), Path.Combine(machine.Directory, "disk"));
        return prepared.Succeeded ? new KubeadmMachine(machine) : throw new InvalidOperationException(prepared.ToString());
    }

    /// <summary>
    /// The provisioner's part of a specification for a cluster on such a machine: <c>spec.provider</c> of the type <c>kubeadm</c>.
    /// </summary>
    /// <param name="version">One of those of <see cref="KubeadmPrograms"/>.</param>
    public static JsonObject Provider(string version) => new()
    {
        ["nodeName"] = "machine",
        ["advertiseAddress"] = SystemdMachine.Address,
        // No registry can be reached: everything comes from directories.
        ["programs"] = new JsonObject { ["directory"] = KubeadmPrograms.Binaries(version), ["images"] = KubeadmPrograms.Images(version) },
        ["runtime"] = new JsonObject
        {
            ["sandboxImage"] = "k8s.gcr.io/pause:3.2",
            ["restrictOomScoreAdjustment"] = true,
            ["networkPluginDirectory"] = "/usr/lib/cni",
        },
        // The kernel's table of connections is of the machine's own network.
        ["proxySettings"] = new JsonObject
        {
            ["conntrack"] = new JsonObject { ["maxPerCore"] = 0, ["tcpEstablishedTimeout"] = "0s", ["tcpCloseWaitTimeout"] = "0s" },
        },
        ["files"] = new JsonObject
        {
            ["/etc/cni/net.d/10-bridge.conflist"] = """
                {"cniVersion": "0.4.0", "name": "bridge", "plugins": [{"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": true,
                  "ipam": {"type": "host-local", "subnet": "10.244.0.0/24", "routes": [{"dst": "0.0.0.0/0"}]}}]}
                """,
        },
    };

    /// <summary>Runs kubectl as the administrator of the cluster on it.</summary>
    public Task<ToolResult> KubectlAsync(params IEnumerable<string> arguments) =>
        _machine.RunAsync(arguments.Prepend("--kubeconfig=/etc/kubernetes/admin.conf").Prepend(Path.Combine(KubeadmPrograms.Binaries(KubeadmPrograms.Version), "kubectl")));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _machine.DisposeAsync();
}
