using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy rollback</c>.</summary>
internal static class ProxyRollbackCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ProxyArguments.NeededName(cli);
        var revision = new Argument<long?>("REVISION") { Description = "The revision to go back to; otherwise the one before the current one.", Arity = ArgumentArity.ZeroOrOne };
        var dryRun = ProxyArguments.DryRun();
        var command = new HostCommand("rollback", "Serves the document of an earlier revision again, as a new revision.")
        {
            Examples = [("reeve proxy rollback edge", "what was served before"), ("reeve proxy rollback edge 7", "a certain one; \"reeve proxy revisions edge\" lists them")],
        };
        command.Add(name);
        command.Add(revision);
        command.Add(dryRun);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ProxyArguments.Open(cli, result);
            var proxy = result.GetRequiredValue(name);
            var revisions = await client.RevisionsAsync(proxy, cancellationToken);
            var before = revisions.FirstOrDefault(static one => one.Current)?.Revision;
            var wanted = result.GetValue(revision) ?? revisions.FirstOrDefault(one => one.Revision < before)?.Revision
                ?? throw CommandException.Failed($"The proxy {proxy} has no earlier revision.");
            if (result.GetValue(dryRun))
            {
                var earlier = await client.RevisionAsync(proxy, wanted, cancellationToken);
                ProxyTables.WriteChanges(cli.Out, await client.DiffAsync(proxy, earlier.Spec ?? new ProxySpec(), cancellationToken));
                return ExitCodes.Success;
            }

            return ProxyChange.Tell(cli, await client.RollBackAsync(proxy, wanted, cancellationToken), before);
        });
        return command;
    }
}
