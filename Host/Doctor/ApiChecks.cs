using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Runtime.State;

namespace Reeve.Host.Doctor;

/// <summary>Checks of where the agent would listen, to whom it is open there, and of the files that it knows callers by. Where it serves nothing there is nothing to check.</summary>
/// <param name="cli">The world.</param>
/// <param name="configuration">The configuration.</param>
internal sealed class ApiChecks(Cli cli, LoadedConfiguration configuration)
{
    /// <summary>The area of these checks.</summary>
    public static readonly DoctorArea Area = new("api");

    private ClusterApiSettings Settings => configuration.Options.ClusterApi;

    private StatusPageSettings Page => configuration.Options.StatusPage;

    private bool HasProxies => configuration.Proxies.Plans.Count > 0;

    private bool HasApi => HasProxies || configuration.Clusters.Count > 0;

    /// <summary>Runs them.</summary>
    public IReadOnlyList<DoctorCheck> Run()
    {
        if (!HasApi && !Page.HasListener)
        {
            return [];
        }

        // What an agent that runs already has taken, nobody else can have.
        var directory = StateDirectories.Resolve(configuration.Options, cli);
        var isRunning = Directory.Exists(directory) && StateDirectory.FindHolder(directory) is not null;
        return [.. Listeners().Select(one => CheckListener(one.Name, one.Address, one.Tls, isRunning)).OfType<DoctorCheck>(), .. Files()];
    }

    private IEnumerable<(string Name, string Address, bool Tls)> Listeners()
    {
        if (HasApi)
        {
            yield return ("rest", Settings.Rest, false);
            yield return ("restTls", Settings.RestTls, true);
            yield return ("grpc", Settings.Grpc, false);
            yield return ("grpcTls", Settings.GrpcTls, true);
            yield return ("metrics", Settings.Metrics, false);
            yield return ("metricsTls", Settings.MetricsTls, true);
        }

        if (HasProxies)
        {
            var edge = configuration.Options.EdgeApi;
            yield return ("edge rest", edge.Rest, false);
            yield return ("edge restTls", edge.RestTls, true);
            yield return ("edge grpc", edge.Grpc, false);
            yield return ("edge grpcTls", edge.GrpcTls, true);
        }

        if (Page.Enabled)
        {
            yield return ("statusPage", Page.Listen, false);
            yield return ("statusPage TLS", Page.ListenTls, true);
        }
    }

    private DoctorCheck? CheckListener(string name, string address, bool tls, bool isRunning)
    {
        if (!ClusterApiAddress.TryParse(address, out var endPoint))
        {
            return null;
        }

        if (!isRunning && ListenerProbe.Find(endPoint) is { } problem)
        {
            return Area.Lacking(name, $"{endPoint}: {problem}");
        }

        return tls ? Area.Ok(name, $"{endPoint}, with TLS")
            : ClusterApiChecks.IsOpen(Settings, endPoint.Address) ? Area.Limited(name, $"{endPoint} has no TLS and no authentication: {Danger(name)} (--insecure-bind)")
            : Area.Ok(name, $"{endPoint}, for everybody on this machine");
    }

    private static string Danger(string name) => name == "statusPage" ? "whoever reaches it may look" : "whoever reaches it may do everything";

    private IEnumerable<DoctorCheck> Files()
    {
        if (Settings is { CertFile: { } certificate, KeyFile: { } key })
        {
            yield return Try("certificate", () =>
            {
                var bundle = CertificateBundle.FromPem(File.ReadAllText(certificate), File.ReadAllText(key));
                return bundle.IsValidAt(cli.Time.GetUtcNow()) ? $"{certificate}, until {bundle.NotAfter:yyyy-MM-dd}" : throw new CryptographicException($"{certificate} is not valid now; renew it.");
            });
        }

        if (Settings.TokenFile is { } tokens)
        {
            yield return Try("tokens", () =>
            {
                _ = new TokenFile(tokens, cli.Time, NullLogger<TokenFile>.Instance);
                return tokens;
            });
        }
    }

    private static DoctorCheck Try(string name, Func<string> look)
    {
        try
        {
            return Area.Ok(name, look());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return Area.Lacking(name, e.Message);
        }
    }
}
