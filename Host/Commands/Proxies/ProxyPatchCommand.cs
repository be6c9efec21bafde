using System.CommandLine;
using System.Text.Json;
using Reeve.Host.CommandLine;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy patch</c>.</summary>
internal static class ProxyPatchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ProxyArguments.Name(cli);
        var file = new Option<string>("--filename", "-f")
        {
            Description = "JSON merge patch of the document (RFC 7396), as YAML or JSON; - for standard input.",
            HelpName = "FILE",
            Required = true,
        };
        var dryRun = ProxyArguments.DryRun();
        var command = new HostCommand("patch", "Changes what a merge patch names of the document that a proxy serves: a list as a whole, null for its default.")
        {
            Examples =
            [
                ("reeve proxy patch edge -f routes.yaml", "these routes, and whatever listeners, upstreams and certificates there are by then"),
                ("reeve proxy patch edge -f routes.yaml --dry-run", "say what it would change"),
            ],
        };
        command.Add(name);
        command.Add(file);
        command.Add(dryRun);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var patch = await ProxyArguments.ReadPatchAsync(cli, result.GetRequiredValue(file), cancellationToken);
            using var client = ProxyArguments.Open(cli, result);
            var proxy = await ProxyArguments.ResolveAsync(client, result.GetValue(name), cancellationToken);
            return await ProxyChange.RunAsync(cli, client, proxy, spec => Patched(spec, patch), result.GetValue(dryRun), cancellationToken);
        });
        return command;
    }

    private static ProxySpec Patched(ProxySpec spec, JsonElement patch)
    {
        try
        {
            return ProxySpecs.Patch(spec, patch);
        }
        catch (Exception exception) when (exception is ProviderException or ProxyValidationException)
        {
            throw new CommandException(ExitCodes.Usage, exception.Message, exception);
        }
    }
}
