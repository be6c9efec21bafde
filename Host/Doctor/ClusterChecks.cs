using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Host.Agent;
using Reeve.Host.Clusters.Security;
using Reeve.Host.Configuration;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Doctor;

/// <summary>Checks of what the clusters of the configuration need. Without any there is nothing to check.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="plugins">Plugins, loaded on trial.</param>
internal sealed class ClusterChecks(LoadedConfiguration configuration, TrialPlugins plugins)
{
    /// <summary>The area of these checks.</summary>
    public const string Area = "clusters";

    private ClusterApiSettings Settings => configuration.Options.ClusterApi;

    /// <summary>Runs them.</summary>
    public IReadOnlyList<DoctorCheck> Run(TimeProvider time) =>
        configuration.Clusters.Count == 0 ? [] : [.. configuration.Clusters.Select(CheckType), .. Listeners(), .. Files(time)];

    private DoctorCheck CheckType(ClusterPlan plan)
    {
        var type = plan.Type ?? "kubeadm";
        return plugins.Host.Plugins.FindProvider(ProviderKind.Cluster, type) is { } provider
            ? Check(plan.Name, "ok", $"{provider} makes it")
            : Check(plan.Name, "lacking", $"no plugin has the provisioner {type}; \"reeve plugins list\" shows what there is");
    }

    private IEnumerable<DoctorCheck> Listeners()
    {
        foreach (var (name, address) in new[] { ("rest", Settings.Rest), ("grpc", Settings.Grpc), ("metrics", Settings.Metrics) })
        {
            if (ClusterApiAddress.TryParse(address, out var endPoint))
            {
                yield return ClusterApiChecks.IsOpen(Settings, endPoint.Address)
                    ? Check(name, "limited", $"{endPoint} has no TLS and no authentication: whoever reaches it may do everything (--insecure-bind)")
                    : Check(name, "ok", $"{endPoint}, for everybody on this machine");
            }
        }

        foreach (var (name, address) in new[] { ("restTls", Settings.RestTls), ("grpcTls", Settings.GrpcTls), ("metricsTls", Settings.MetricsTls) })
        {
            if (ClusterApiAddress.TryParse(address, out var endPoint))
            {
                yield return Check(name, "ok", $"{endPoint}, with TLS");
            }
        }
    }

    private IEnumerable<DoctorCheck> Files(TimeProvider time)
    {
        if (Settings is { CertFile: { } certificate, KeyFile: { } key })
        {
            yield return Try("certificate", () =>
            {
                var bundle = CertificateBundle.FromPem(File.ReadAllText(certificate), File.ReadAllText(key));
                return bundle.IsValidAt(time.GetUtcNow()) ? $"{certificate}, until {bundle.NotAfter:yyyy-MM-dd}" : throw new CryptographicException($"{certificate} is not valid now; renew it.");
            });
        }

        if (Settings.TokenFile is { } tokens)
        {
            yield return Try("tokens", () =>
            {
                _ = new TokenFile(tokens, time, NullLogger<TokenFile>.Instance);
                return tokens;
            });
        }
    }

    private static DoctorCheck Try(string name, Func<string> look)
    {
        try
        {
            return Check(name, "ok", look());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return Check(name, "lacking", e.Message);
        }
    }

    private static DoctorCheck Check(string name, string result, string detail) => new() { Area = Area, Name = name, Result = result, Detail = detail };
}
