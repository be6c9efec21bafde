using System.CommandLine;
using Reeve.Host.Clusters.Kubeconfigs;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster kubeconfig</c>.</summary>
internal static class ClusterKubeconfigCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ClusterArguments.Name(cli);
        var output = new Option<string?>("--output", "-o") { Description = "Write it to this file, readable by you alone, instead of standard output.", HelpName = "FILE" };
        var merge = new Option<bool>("--merge")
        {
            Description = "Add it to the kubeconfig that is there (--output, else $KUBECONFIG, else ~/.kube/config) and make it the current context.",
        };
        var user = new Option<string?>("--user") { Description = "A kubeconfig of its own for this user, instead of the administrator's.", HelpName = "NAME" };
        var group = new Option<string[]>("--group") { Description = "Group of that user; may be repeated.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var lifetime = new Option<string?>("--lifetime") { Description = "How long it is valid, such as 8h.", HelpName = "DURATION" };
        var command = new HostCommand("kubeconfig", "Gives the kubeconfig of a cluster. It is a secret.")
        {
            Examples =
            [
                ("reeve cluster kubeconfig --merge", "use it with kubectl"),
                ("reeve cluster kubeconfig -o admin.conf", "into a file of mode 0600"),
                ("reeve cluster kubeconfig --user ci --group readers --lifetime 8h", "for somebody else"),
            ],
        };
        command.Add(name);
        command.Add(output);
        command.Add(merge);
        command.Add(user);
        command.Add(group);
        command.Add(lifetime);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var groups = result.GetValue(group) ?? [];
            if (result.GetValue(user) is null && groups.Length > 0)
            {
                throw CommandException.Usage("--group goes with --user.");
            }

            var query = UrlQuery.Of(("user", result.GetValue(user)), ("groups", groups.Length > 0 ? string.Join(',', groups) : null), ("lifetime", result.GetValue(lifetime)));
            using var client = ClusterAccess.Open(cli, result);
            var cluster = await ClusterArguments.ResolveAsync(client, result.GetValue(name), cancellationToken);
            var text = await client.KubeconfigAsync(cluster, query, cancellationToken);
            if (result.GetValue(merge))
            {
                var file = result.GetValue(output) ?? KubeconfigFile.Default(cli);
                KubeconfigFile.Write(file, KubeconfigMerge.Merge(File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "", text, cluster));
                await cli.Error.WriteLineAsync($"Context {cluster} is in {file}, and is the current one.");
            }
            else if (result.GetValue(output) is { } file)
            {
                KubeconfigFile.Write(file, text);
            }
            else
            {
                await cli.Out.WriteAsync(text);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
