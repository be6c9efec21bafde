using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Nodes;

/// <summary>How a node gets its identities from a real API server, and what it does with those that it may use.</summary>
public sealed class IdentityTests
{
    [RequiresFact(Component.ControlPlane)]
    public async Task BootstrapToken_BecomesAClientCertificateAndOnceApprovedAServingOne()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.CreateAsync(plane, "boots");
        File.Delete(agent.Kubeconfig);
        agent.Start(["--bootstrap-kubeconfig", plane.Kubeconfigs.Bootstrap()]);
        await agent.WaitReadyAsync();

        // The kubeconfig that was written names the node, and nobody else may read it or the key.
        var who = await plane.Kubectl.As(agent.Kubeconfig).RunAsync("get", "node", agent.Name, "-o", "name");
        Assert.Equal($"node/{agent.Name}\n", who);
        Assert.False((await plane.Kubectl.As(agent.Kubeconfig).TryAsync("get", "secrets", "--all-namespaces")).Succeeded);
        var open = Directory.EnumerateFiles(agent.State, "*.key", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(agent.State, "*.pem", SearchOption.AllDirectories).Where(file => File.ReadAllText(file).Contains("PRIVATE KEY", StringComparison.Ordinal)))
            .Append(agent.Kubeconfig)
            .Where(file => (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0);
        Assert.Empty(open);

        // Until somebody approves the serving certificate the node serves one of its own.
        using var before = await ServedAsync(agent);
        Assert.NotEqual("CN=test-ca", before.Issuer);
        var request = (await plane.Admin.WaitListAsync(
            "/apis/certificates.k8s.io/v1/certificatesigningrequests?fieldSelector=spec.signerName=kubernetes.io/kubelet-serving",
            list => list.Any(item => item.Text("spec.username") == $"system:node:{agent.Name}"),
            "the node asks for a serving certificate")).Single(item => item.Text("spec.username") == $"system:node:{agent.Name}");
        await plane.Kubectl.RunAsync("certificate", "approve", request.Name());
        await Eventually.TrueAsync(async () =>
        {
            using var now = await ServedAsync(agent);
            return now.Issuer == "CN=test-ca" && now.Subject.Contains($"system:node:{agent.Name}", StringComparison.Ordinal);
        }, "the node serves the certificate that the cluster signed");

        // The next start needs neither token nor approval.
        await agent.KillAsync();
        agent.Start();
        await agent.WaitReadyAsync();
        using var after = await ServedAsync(agent);
        Assert.Equal("CN=test-ca", after.Issuer);
        Assert.Single(
            await plane.Admin.ListAsync("/apis/certificates.k8s.io/v1/certificatesigningrequests?fieldSelector=spec.signerName=kubernetes.io/kubelet-serving"),
            item => item.Text("spec.username") == $"system:node:{agent.Name}");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task NodeIdentity_MayNotSetItsRoleLabels_RegistersAllTheSameAndSaysHow()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "restricted");
        var node = await plane.Admin.GetAsync(agent.Path);
        Assert.Null(node.At("metadata.labels")!["kubernetes.io/role"]);
        await Eventually.TrueAsync(
            () => agent.Output.Contains($"kubectl label node {agent.Name}", StringComparison.Ordinal), "the agent says what to do");
        Assert.Equal("virtual-kubelet.io/provider", node.Text("spec.taints.0.key"));
        Assert.Equal("process", node.Text("spec.taints.0.value"));
        Assert.Equal("NoSchedule", node.Text("spec.taints.0.effect"));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task AdministratorsKubeconfig_ShowsTheRoleAndNoTaintIfNoneIsWanted()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(
            plane, "free", new NodeAgentOptions { Kubeconfig = plane.Kubeconfigs.Admin, Arguments = ["--disable-taint", "--enable-node-lease"] });
        var shown = (await plane.Kubectl.RunAsync("get", "node", agent.Name, "--no-headers")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Ready", shown[1]);
        Assert.Equal("agent", shown[2]);
        var node = await plane.Admin.GetAsync(agent.Path);
        Assert.Equal("virtual-kubelet", node.Text("metadata.labels.type"));
        Assert.Null(node.At("spec.taints"));
    }

    private static async Task<X509Certificate2> ServedAsync(NodeAgent agent)
    {
        using var client = new TcpClient();
        await Eventually.TrueAsync(async () => await ConnectsAsync(client, agent), "the node serves");
        // Any certificate will do: which one it is, is the question.
        await using var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(agent.Name);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
    }

    private static async Task<bool> ConnectsAsync(TcpClient client, NodeAgent agent)
    {
        try
        {
            await client.ConnectAsync(ControlPlane.NodeAddress, agent.Port);
            return true;
        }
        catch (SocketException)
        {
            // An agent that has just started serves soon.
            return false;
        }
    }
}
