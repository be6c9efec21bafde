using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Proxies;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy certificates</c>.</summary>
internal static class ProxyCertificatesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ProxyArguments.Name(cli);
        var renew = new Option<string?>("--renew") { Description = "Order this one now, whether or not it is due.", HelpName = "CERTIFICATE" };
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("certificates", "Shows the certificates of a proxy that are kept fresh, or orders one anew.")
        {
            Examples = [("reeve proxy certificates edge", "until when each is valid, and what went wrong"), ("reeve proxy certificates edge --renew shop", "waits until it is served")],
        };
        command.Add(name);
        command.Add(renew);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ProxyArguments.Open(cli, result);
            var proxy = await ProxyArguments.ResolveAsync(client, result.GetValue(name), cancellationToken);
            var certificates = result.GetValue(renew) is { } certificate
                ? await client.RenewAsync(proxy, certificate, cancellationToken)
                : await client.CertificatesAsync(proxy, cancellationToken);
            if (PodArguments.FormatOf(result, output) is OutputFormat.Table)
            {
                ProxyTables.WriteCertificates(cli.Out, certificates.Items, cli.Time);
            }
            else
            {
                Documents.Write(certificates, ApiJson.TypeInfo<ProxyCertificatesDocument>(), PodArguments.FormatOf(result, output), cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
