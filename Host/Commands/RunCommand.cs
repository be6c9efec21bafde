using System.CommandLine;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Diagnostics;

namespace Reeve.Host.Commands;

/// <summary><c>reeve run</c>.</summary>
internal static class RunCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Manifests: files (YAML or JSON), directories, or - for standard input.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        PodArguments.RefuseOptions(files);
        var provider = PodArguments.Provider();
        var untilDone = new Option<bool>("--until-done")
        {
            Description = "End when every pod has ended: with 0 if all Succeeded, with 1 if one Failed.",
        };
        var watch = new Option<bool>("--watch") { Description = "Add, change and delete pods with their files." };
        var strict = new Option<bool>("--strict") { Description = "Unknown fields of manifests are errors instead of warnings." };
        var stop = new Option<bool>("--stop-workloads") { Description = "Stop the pods when the agent ends; otherwise they go on." };
        var command = new HostCommand("run", "Runs pods, stand-alone: no cluster is joined, no kubeconfig is read.")
        {
            Examples =
            [
                ("reeve run pod.yaml", "run it; Ctrl-C ends the agent, and the next one adopts the pod"),
                ("reeve run --until-done job.yaml", "end with the pod, with 1 if it failed"),
                ("reeve run --watch /etc/reeve/pods", "like a kubelet's directory of static pods"),
                ("generate | reeve run -", "manifests from standard input"),
            ],
        };
        var insecure = ClusterApiFlags.InsecureBind();
        command.Add(files);
        foreach (var option in new Option[] { provider, untilDone, watch, strict, stop, insecure })
        {
            command.Add(option);
        }

        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            StartupTrace.Mark("command line");
            string? Flag(Option<bool> option) => result.GetResult(option) is { Implicit: false } ? (result.GetValue(option) ? "true" : "false") : null;
            var configuration = GlobalOptions.Load(
                cli,
                result,
                [
                    ("provider", result.GetValue(provider)),
                    ("pods.watch", Flag(watch)),
                    ("pods.strict", Flag(strict)),
                    ("pods.stopWorkloads", Flag(stop)),
                    .. ClusterApiFlags.Values(result, insecure),
                ]);
            StartupTrace.Mark("configuration");
            return await new AgentRun(cli, configuration, result.GetValue(files) ?? [], result.GetValue(untilDone)).RunAsync(cancellationToken);
        });
        return command;
    }
}
