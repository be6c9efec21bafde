using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering.Proxies;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy apply</c>.</summary>
internal static class ProxyApplyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ProxyArguments.Name(cli);
        var file = ProxyArguments.File();
        var dryRun = ProxyArguments.DryRun();
        var force = new Option<bool>("--force") { Description = "Apply it even if it says that it was made from another revision than the current one." };
        var command = new HostCommand("apply", "Makes a document the one that a proxy serves: all of it, or nothing.")
        {
            Examples =
            [
                ("reeve proxy apply edge -f edge.yaml", "it is served when this returns"),
                ("reeve proxy show edge -o yaml | sed s/10.0.0.1/10.0.0.9/ | reeve proxy apply edge -f -", "refused if somebody else was faster"),
                ("reeve proxy apply edge -f edge.yaml --dry-run", "say what it would change"),
            ],
        };
        command.Add(name);
        command.Add(file);
        command.Add(dryRun);
        command.Add(force);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var (spec, revision) = await ProxyArguments.ReadAsync(cli, result.GetRequiredValue(file), cancellationToken);
            using var client = ProxyArguments.Open(cli, result);
            var proxy = await ProxyArguments.ResolveAsync(client, result.GetValue(name), cancellationToken);
            if (result.GetValue(dryRun))
            {
                ProxyTables.WriteChanges(cli.Out, await client.DiffAsync(proxy, spec, cancellationToken));
                return ExitCodes.Success;
            }

            var before = (await client.GetAsync(proxy, cancellationToken)).Revision;
            return ProxyChange.Tell(cli, await client.ApplyAsync(proxy, spec, result.GetValue(force) ? null : revision, cancellationToken), before);
        });
        return command;
    }
}
