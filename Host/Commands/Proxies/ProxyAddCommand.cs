using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Proxies.Client;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy add</c>.</summary>
internal static class ProxyAddCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ProxyArguments.NeededName(cli);
        var listen = Text("--listen", "ADDRESS", "Where to listen: :8080 for all addresses, or one of them; not needed where one listener of the kind is there.");
        var protocol = Text("--protocol", "NAME", "What the listener speaks, if not what goes with --to: http, https, http3, tcp, tls, tlsPassthrough, udp.");
        var tls = new Option<bool>("--tls") { Description = "TLS ends here, with the proxy's certificates." };
        var hosts = Texts("--host", "NAME", "Requests for this host name only; may be repeated.");
        var path = Text("--path", "PREFIX", "Requests for this path and what is below it only.");
        var exact = new Option<bool>("--exact") { Description = "That path alone, and not what is below it." };
        var strip = new Option<bool>("--strip") { Description = "Take that prefix away." };
        var preserve = new Option<bool>("--preserve-host") { Description = "The server sees the host that the client asked for, instead of its own." };
        var allow = Texts("--allow", "NETWORK", "Only for clients in this network, such as 10.0.0.0/8; may be repeated.");
        var route = Text("--route", "NAME", "Name of the route; otherwise made of host and path. One of the same name is replaced.");
        var to = Texts("--to", "URL", "A server, such as http://10.0.0.1:8080, tcp://10.0.0.1:5432 or udp://10.0.0.1:53; may be repeated.");
        to.Required = true;
        var dryRun = ProxyArguments.DryRun();
        var command = new HostCommand("add", "Adds a route to a proxy, or changes one.")
        {
            Examples =
            [
                ("reeve proxy add web --listen :8443 --tls --path /shop --to http://10.0.0.1:8080", "HTTPS, by path"),
                ("reeve proxy add web --host api.example.org --to http://10.0.0.1:8080 --to http://10.0.0.2:8080", "two servers, by host name"),
                ("reeve proxy add web --listen :5432 --to tcp://10.0.0.3:5432", "TCP"),
            ],
        };
        foreach (var symbol in (Symbol[])[name, listen, protocol, tls, hosts, path, exact, strip, preserve, allow, route, to, dryRun])
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var wish = new RouteWish
            {
                Route = result.GetValue(route),
                Listen = result.GetValue(listen),
                Protocol = result.GetValue(protocol),
                Tls = result.GetValue(tls),
                Hosts = result.GetValue(hosts) ?? [],
                Path = result.GetValue(path),
                Exact = result.GetValue(exact),
                Allow = result.GetValue(allow) ?? [],
                Strip = result.GetValue(strip),
                PreserveHost = result.GetValue(preserve),
                To = result.GetValue(to) ?? [],
            };
            using var client = ProxyArguments.Open(cli, result);
            return await ProxyChange.RunAsync(cli, client, result.GetRequiredValue(name), spec => RouteEdit.Add(spec, wish), result.GetValue(dryRun), cancellationToken);
        });
        return command;
    }

    private static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    private static Option<string[]> Texts(string name, string help, string description) => new(name) { Description = description, HelpName = help, DefaultValueFactory = static _ => [] };
}
