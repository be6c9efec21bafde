using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Proxies.Client;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy remove</c>.</summary>
internal static class ProxyRemoveCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ProxyArguments.NeededName(cli);
        var routes = new Argument<string[]>("ROUTE") { Description = "Names of routes.", Arity = ArgumentArity.OneOrMore };
        PodArguments.RefuseOptions(routes);
        var dryRun = ProxyArguments.DryRun();
        var command = new HostCommand("remove", "Removes routes of a proxy, with servers and listeners that nothing else uses.")
        {
            Examples = [("reeve proxy remove web shop", "its requests that go on may end"), ("reeve proxy remove web shop --dry-run", "say what would go with it")],
        };
        command.Add(name);
        command.Add(routes);
        command.Add(dryRun);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ProxyArguments.Open(cli, result);
            return await ProxyChange.RunAsync(
                cli, client, result.GetRequiredValue(name), spec => RouteEdit.Remove(spec, result.GetRequiredValue(routes)), result.GetValue(dryRun), cancellationToken);
        });
        return command;
    }
}
