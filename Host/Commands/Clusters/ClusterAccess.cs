using System.CommandLine;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Host.Agent;
using Reeve.Host.Clusters.Client;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;

namespace Reeve.Host.Commands.Clusters;

/// <summary>Which agent a command about clusters or proxies talks to: that of the state directory, or one on another machine.</summary>
internal static class ClusterAccess
{
    /// <summary>The agent's address.</summary>
    public static Option<string?> Server { get; } = new("--server")
    {
        Description = "Address of an agent on another machine, such as https://node1.example.org; by default the agent of this one.",
        HelpName = "URL",
        Recursive = true,
    };

    /// <summary>Whose clusters or flavors.</summary>
    public static Option<string?> Tenant { get; } = new("--tenant")
    {
        Description = "Tenant whose clusters or flavors are meant; a cluster may also be named as NAME.TENANT.",
        HelpName = "TENANT",
        Recursive = true,
    };

    private static Option<string?> TokenFile { get; } = OfFile("--token-file", "File whose first line is the bearer token for --server.");

    private static Option<string?> Certificate { get; } = OfFile("--cert", "PEM file of the client certificate for --server.");

    private static Option<string?> Key { get; } = OfFile("--key", "PEM file of that certificate's key, if it is not in the same file.");

    private static Option<string?> Authority { get; } = OfFile("--ca", "PEM file of the certificate authorities of --server; by default those of the system.");

    /// <summary>Adds the options to a command and all below it.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[Server, TokenFile, Certificate, Key, Authority])
        {
            command.Add(option);
        }
    }

    /// <summary>Adds the option that says whose clusters or flavors are meant.</summary>
    public static void AddTenantTo(Command command) => command.Add(Tenant);

    /// <summary>A client for the agent; nothing is sent yet.</summary>
    /// <exception cref="CommandException">The options make no sense.</exception>
    public static ClusterClient Open(Cli cli, ParseResult result) => new(Connect(cli, result), result.GetValue(Tenant));

    /// <summary>A way to the agent; nothing is sent yet.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static IClusterConnection Connect(Cli cli, ParseResult result)
    {
        if (result.GetValue(Server) is not { } server)
        {
            if (((Option<string?>[])[TokenFile, Certificate, Key, Authority]).FirstOrDefault(option => result.GetValue(option) is not null) is { } idle)
            {
                throw CommandException.Usage($"{idle.Name} goes with --server.");
            }

            var directory = StateDirectories.Resolve(GlobalOptions.Load(cli, result).Options, cli);
            return new ClusterConnection(
                ControlSocket.CreateInvoker(ControlPaths.SocketIn(directory)), new Uri("http://localhost"), null, exception => ControlSocket.Explain(exception, directory));
        }

        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw CommandException.Usage($"--server takes an address such as https://node1.example.org; \"{server}\" is none.");
        }

        return new ClusterServer
        {
            Address = address,
            TokenFile = result.GetValue(TokenFile),
            CertificateFile = result.GetValue(Certificate),
            KeyFile = result.GetValue(Key),
            AuthorityFile = result.GetValue(Authority),
        }.Connect();
    }

    private static Option<string?> OfFile(string name, string description) => new(name) { Description = description, HelpName = "FILE", Recursive = true };
}
