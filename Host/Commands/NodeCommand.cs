using System.CommandLine;
using Reeve.Host.Agent.Nodes;
using Reeve.Host.CommandLine;
using Reeve.Host.Diagnostics;

namespace Reeve.Host.Commands;

/// <summary><c>reeve node</c>.</summary>
internal static class NodeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("node", "Joins a cluster as a node, and runs the pods that its scheduler binds to it.")
        {
            Examples =
            [
                ("reeve node --kubeconfig ~/.kube/config --disable-taint", "as whoever the kubeconfig names; any pod may come"),
                ("reeve node --kubeconfig /etc/reeve/node.conf --bootstrap-kubeconfig /etc/reeve/bootstrap.conf", "the cluster signs the node's certificate"),
                ("reeve node --config reeve.yaml", "several nodes, as the section \"nodes\" of the file says"),
            ],
        };

        // Each sets one key of the configuration; lists may be repeated, or separated by commas.
        (string Key, Option Option)[] settings =
        [
            ("node.kubeconfig", Text("--kubeconfig", "FILE", "Kubeconfig of the cluster; by default $KUBECONFIG, ~/.kube/config, or the pod's service account.")),
            ("node.bootstrapKubeconfig", Text("--bootstrap-kubeconfig", "FILE", "Kubeconfig with a bootstrap token, while the node has no certificate.")),
            ("nodeName", Text("--name", "NAME", "Name of the node; by default that of the machine.", "--nodename")),
            ("provider", PodArguments.Provider()),
            ("node.address", Text("--address", "IP", "Address on which the kubelet API listens; by default all.")),
            ("node.port", Text("--port", "PORT", "Port of the kubelet API, by default 10250; 0 for any that is free.")),
            ("node.addresses", List("--node-ip", "IP", "Address by which the cluster reaches the node; may be repeated.")),
            ("node.labels", List("--labels", "KEY=VALUE", "Labels of the node; may be repeated.", "--node-labels")),
            ("node.taints", List("--taints", "KEY=VALUE:EFFECT", "Taints at the registration, in place of the default one; may be repeated.", "--register-with-taints")),
            ("node.disableTaint", Flag("--disable-taint", "Register without taints.")),
            ("node.lease", Flag("--enable-node-lease", "Renew a lease as a heartbeat; on by default.")),
            ("node.reserved", List("--reserved", "RESOURCE=QUANTITY", "What is kept from pods, such as cpu=500m; may be repeated.")),
            ("node.certFile", Text("--certfile", "FILE", "Certificate of the kubelet API (PEM); by default the cluster signs one.", "--tls-cert-file")),
            ("node.keyFile", Text("--keyfile", "FILE", "Key of that certificate (PEM).", "--tls-private-key-file")),
            ("node.clientCaFile", Text("--client-ca-file", "FILE", "Authorities of clients of the kubelet API (PEM); by default the cluster's.")),
            ("node.staticPods", Text("--static-pods", "PATH", "Directory or file with static pods: they run also without the API server.", "--pod-manifest-path")),
            ("pods.stopWorkloads", Flag("--stop-workloads", "Stop the pods when the agent ends; otherwise they go on.")),
        ];
        foreach (var (_, option) in settings)
        {
            command.Add(option);
        }

        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            StartupTrace.Mark("command line");
            var configuration = GlobalOptions.Load(cli, result, settings.SelectMany(setting => Given(result, setting.Option).Select(text => (setting.Key, (string?)text))));
            StartupTrace.Mark("configuration");
            return await new NodeRun(cli, configuration).RunAsync(cancellationToken);
        });
        return command;
    }

    private static Option<string?> Text(string name, string help, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = help, Description = description };

    private static Option<string[]> List(string name, string help, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = help, Description = description, DefaultValueFactory = _ => [] };

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    // What was written on the command line.
    private static IEnumerable<string> Given(ParseResult result, Option option) => result.GetResult(option) is not { Implicit: false }
        ? []
        : option switch
        {
            Option<bool> flag => [result.GetValue(flag) ? "true" : "false"],
            Option<string[]> list => (result.GetValue(list) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
            Option<string?> text => result.GetValue(text) is { } value ? [value] : [],
            _ => [],
        };
}
