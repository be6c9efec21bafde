using Reeve.Host.Configuration;
using Reeve.Host.Tests.Support;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Testing;

namespace Reeve.Host.Tests.Configuration;

public sealed class NodePlansTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Load_NoNodes_OneAsTheSettingsSay()
    {
        var plan = Assert.Single(Load("nodeName: n1\nprovider: systemd\nnode: {port: 1234}\n").Nodes);

        Assert.Equal(("n1", "systemd", 1234), (plan.Name, plan.Options.Provider, plan.Options.Node.Port));
        Assert.True(plan.Share.IsAll);
    }

    [Fact]
    public void Load_Nodes_EachWithItsOwnOverTheCommonSettings()
    {
        var loaded = Load("""
            provider: process
            providers: {process: {maxPods: 50, mountNamespaces: never}}
            node:
              labels: {site: lab}
              pressure: {diskAvailablePercent: 20}
              kubeconfig: common.conf
            nodes:
              - name: web
                share: 25%
              - name: batch
                provider: slurm
                port: 10251
                labels: [site=far, kind=batch]
                taints: ["dedicated=batch:NoSchedule", "x:NoExecute"]
                reserved: {cpu: 500m}
                servingCertificate: wait
                shutdownGracePeriod: 1m30s
                pressure: {memoryAvailable: 1Gi}
                kubeconfig: batch.conf
                options: {partition: long}
              - name: more
                port: 0
                options: {maxPods: 7}
            """);

        var (web, batch, more) = (loaded.Nodes[0], loaded.Nodes[1], loaded.Nodes[2]);
        Assert.Equal(["web", "batch", "more"], loaded.Nodes.Select(plan => plan.Name));
        Assert.Equal([0.25, 0.625, 1], loaded.Nodes.Select(plan => plan.Share.End));
        Assert.Equal(["site=lab"], web.Options.Node.Labels);
        Assert.Equal(["site=far", "kind=batch"], batch.Options.Node.Labels);
        Assert.Equal(["dedicated=batch:NoSchedule", "x:NoExecute"], batch.Options.Node.Taints);
        Assert.Equal(["cpu=500m"], batch.Options.Node.Reserved);
        Assert.Equal(ServingCertificatePolicy.Wait, batch.Options.Node.ServingCertificate);
        Assert.Equal(TimeSpan.FromSeconds(90), batch.Options.Node.ShutdownGracePeriod.Length);
        Assert.Equal((20, 1L << 30), (batch.Options.Node.Pressure.DiskAvailablePercent, batch.Options.Node.Pressure.MemoryAvailable.Bytes));
        Assert.Equal(100L << 20, web.Options.Node.Pressure.MemoryAvailable.Bytes);
        Assert.Equal((_directory["common.conf"], _directory["batch.conf"]), (web.Options.Node.Kubeconfig, batch.Options.Node.Kubeconfig));
        Assert.Equal("slurm", batch.Options.Provider);
        Assert.Equal("""{"partition":"long"}""", batch.Options.Providers["slurm"].ToJsonString());
        Assert.Equal("""{"maxPods":7,"mountNamespaces":"never"}""", more.Options.Providers["process"].ToJsonString());
        Assert.Equal("""{"maxPods":50,"mountNamespaces":"never"}""", loaded.Options.Providers["process"].ToJsonString());
    }

    [Theory]
    [InlineData("nodes: x", 1, 8, "nodes takes a list of mappings; begin each with \"- \" on a line of its own.")]
    [InlineData("nodes: [{port: 1}]", 1, 9, "Each of nodes needs a name.")]
    [InlineData("nodes:\n  - name: Not_Good", 2, 11, "nodeName must consist of lower-case letters, digits, dashes and dots, such as node-1.example.org.")]
    [InlineData("nodes:\n  - name: a\n    lables: [x=y]", 3, 5, "Unknown key \"lables\" of a node; did you mean \"labels\"?")]
    [InlineData("nodes:\n  - name: a\n    share: much", 3, 12, "nodes.share takes a part of the machine, such as 0.5 or 50%.")]
    [InlineData("nodes:\n  - name: a\n    share: 0.7\n  - name: b\n    port: 1\n    share: 0.7", 2, 3, "nodes: The shares of the nodes are together more than 1.")]
    [InlineData("nodes:\n  - name: a\n  - name: a\n    port: 1", 3, 5, "Two of nodes have the name a; each needs its own.")]
    [InlineData("nodes:\n  - name: a\n  - name: b", 3, 5, "Two of nodes have the port 10250; each needs its own.")]
    [InlineData("nodes:\n  - name: a\n    taints: [x=y]", 3, 13, "node.taints takes key=value:Effect with NoSchedule, PreferNoSchedule or NoExecute; \"x=y\" is none.")]
    [InlineData("node: {port: 70000}", 1, 14, "node.port must be a port, at most 65535.")]
    [InlineData("node: {address: here}", 1, 17, "node.address must be an IP address of this machine, such as 0.0.0.0 or 10.0.0.7.")]
    [InlineData("node: {reserved: [cpu]}", 1, 18, "node.reserved takes resource=quantity, such as cpu=500m; \"cpu\" is none.")]
    [InlineData("node: {certFile: a}", 1, 18, "node.certFile needs node.keyFile, the file of its key.")]
    [InlineData("node: {shutdownGracePeriod: soon}", 1, 29, "node.shutdownGracePeriod cannot be \"soon\"; give a duration such as 90s or 5m.")]
    public void Load_Mistake_LineColumnAndWayOut(string text, int line, int column, string message)
    {
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => Load(text)).Errors);

        Assert.Equal($"{_directory["c.yaml"]}:{line}:{column}: {message}", error.ToString());
    }

    [Fact]
    public void Load_NodesInTheEnvironment_AsJson()
    {
        var environment = new Dictionary<string, string> { ["REEVE_NODES"] = """[{"name": "a"}, {"name": "b", "port": 10251}]""", ["REEVE_NODE_LABELS"] = "x=1,y=2" };

        var loaded = new ConfigurationLoader(environment, isRoot: false).Load(_directory.Write("c.yaml", ""), []);

        Assert.Equal(["a", "b"], loaded.Nodes.Select(plan => plan.Name));
        Assert.Equal(["x=1", "y=2"], loaded.Nodes[1].Options.Node.Labels);
    }

    private LoadedConfiguration Load(string text) =>
        new ConfigurationLoader(new Dictionary<string, string>(), isRoot: false).Load(_directory.Write("c.yaml", text), []);
}
