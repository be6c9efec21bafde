using System.Net;
using System.Text.Json.Nodes;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Edge;

/// <summary>
/// Command lines of the OpenStack agent (<c>mexosagent -debug</c>), in the notation of Go's flags: they become those of <c>reeve serve</c>
/// with a proxy, so that images and scripts that run that agent run this one.
/// </summary>
internal static class EdgeAgentFlags
{
    private const string UsualCertificates = "/var/www/.cache";

    private static readonly string[] Names = ["cert", "debug", "grpc", "proxy", "rest"];

    /// <summary>Whether a command line is one of these.</summary>
    public static bool IsOne(IReadOnlyList<string> arguments) =>
        arguments is [['-', not '-', ..], ..] && Names.Contains(NameOf(arguments[0]));

    /// <summary>The command line of <c>reeve</c> that does the same.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Environment variables.</param>
    /// <param name="exists">Whether a file is there.</param>
    /// <exception cref="CommandException">A flag or its value is not known.</exception>
    public static string[] Translate(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, Func<string, bool> exists)
    {
        var flags = Read(arguments);
        List<string> line = ["serve"];
        if (flags.TryGetValue("debug", out var debug) && debug != "false")
        {
            line.Add("-vv");
        }

        Set("proxies", new JsonArray(Proxy(CertificatesIn(flags.GetValueOrDefault("cert"), exists))).ToJsonString());
        if (environment.GetValueOrDefault("MEX_K8SOS_ENV") is { Length: > 0 } || environment.GetValueOrDefault("OS_AUTH_URL") is { Length: > 0 })
        {
            Set("clusters", """[{"name":"default","type":"openstack"}]""");
        }

        if (flags.TryGetValue("proxy", out var proxy))
        {
            Set("edgeApi.https", proxy.Length > 0 ? proxy : throw CommandException.Usage("-proxy takes an address such as :443; the proxy cannot be turned off."));
        }

        foreach (var name in new[] { "rest", "grpc" })
        {
            if (flags.TryGetValue(name, out var address))
            {
                Listen(name, address);
            }
        }

        return [.. line];

        void Set(string key, string value) => line.AddRange(["--set", $"{key}={value}"]);

        // Whoever names an address off loopback wants it open: the agent's clients know neither TLS nor tokens.
        void Listen(string name, string address)
        {
            var full = address.StartsWith(':') ? $"0.0.0.0{address}" : address;
            Set($"edgeApi.{name}", full.Length == 0 ? "off" : full);
            if (IPEndPoint.TryParse(full, out var endPoint) && !IPAddress.IsLoopback(endPoint.Address) && !line.Contains(endPoint.Address.ToString()))
            {
                line.AddRange(["--insecure-bind", endPoint.Address.ToString()]);
            }
        }
    }

    private static Dictionary<string, string> Read(IReadOnlyList<string> arguments)
    {
        var flags = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = NameOf(arguments[i]);
            if (!arguments[i].StartsWith('-') || !Names.Contains(name))
            {
                throw CommandException.Usage($"The OpenStack agent has no flag {arguments[i]}; it has -cert DIR, -debug, -grpc ADDR, -proxy ADDR and -rest ADDR.");
            }

            var equals = arguments[i].IndexOf('=', StringComparison.Ordinal);
            flags[name] = (name, equals) switch
            {
                (_, > 0) => arguments[i][(equals + 1)..],
                ("debug", _) => "true",
                _ when i + 1 < arguments.Count => arguments[++i],
                _ => throw CommandException.Usage($"-{name} takes a value."),
            };
        }

        return flags;
    }

    private static string NameOf(string argument) => argument.TrimStart('-').Split('=')[0];

    // The directory of the image, or, run by hand, that beside which the agent is started.
    private static string? CertificatesIn(string? directory, Func<string, bool> exists)
    {
        var places = directory is null ? new[] { UsualCertificates, "certs" } : [directory];
        return places.Select(Path.GetFullPath).FirstOrDefault(place => exists(Path.Combine(place, "cert.pem")))
            ?? (directory is null ? null : throw CommandException.Usage($"There is no {Path.Combine(directory, "cert.pem")}; -cert takes the directory of cert.pem and key.pem."));
    }

    private static JsonObject Proxy(string? certificates)
    {
        var proxy = new JsonObject { ["name"] = "edge" };
        if (certificates is not null)
        {
            proxy["certificates"] = new JsonArray(new JsonObject
            {
                ["name"] = "agent",
                ["default"] = true,
                ["chainFile"] = Path.Combine(certificates, "cert.pem"),
                ["keyFile"] = Path.Combine(certificates, "key.pem"),
            });
        }

        return proxy;
    }
}
