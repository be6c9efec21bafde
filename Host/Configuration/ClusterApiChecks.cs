using System.Net;
using Reeve.AspNetCore.Clusters.Security;

namespace Reeve.Host.Configuration;

/// <summary>Checks of the settings of the cluster API.</summary>
internal static class ClusterApiChecks
{
    /// <summary>What is wrong, each with its key.</summary>
    public static IEnumerable<(string Key, string Message)> Problems(ClusterApiSettings api)
    {
        foreach (var (key, address) in new[] { ("rest", api.Rest), ("restTls", api.RestTls), ("grpc", api.Grpc), ("grpcTls", api.GrpcTls), ("metrics", api.Metrics), ("metricsTls", api.MetricsTls) })
        {
            if (address != ClusterApiAddress.Off && !ClusterApiAddress.TryParse(address, out _))
            {
                yield return ($"clusterApi.{key}", $"clusterApi.{key} takes an address with a port, such as 127.0.0.1:8080, or off; \"{address}\" is neither.");
            }
        }

        foreach (var (key, address) in new[] { ("rest", api.Rest), ("grpc", api.Grpc), ("metrics", api.Metrics) })
        {
            if (ClusterApiAddress.TryParse(address, out var endPoint) && !IPAddress.IsLoopback(endPoint.Address) && !IsOpen(api, endPoint.Address))
            {
                yield return ($"clusterApi.{key}", $"clusterApi.{key} is not on loopback: use clusterApi.{key}Tls, or name {endPoint.Address} in clusterApi.insecureBind (--insecure-bind).");
            }
        }

        foreach (var (key, address) in new[] { ("restTls", api.RestTls), ("grpcTls", api.GrpcTls), ("metricsTls", api.MetricsTls) })
        {
            if (address != ClusterApiAddress.Off && (api.CertFile is null || api.KeyFile is null || (api.TokenFile is null && api.ClientCaFile is null)))
            {
                yield return ($"clusterApi.{key}", $"clusterApi.{key} needs clusterApi.certFile and keyFile, and clusterApi.tokenFile or clientCaFile to know callers by.");
            }
        }

        foreach (var address in api.InsecureBind.Where(static address => !IPAddress.TryParse(address, out _)))
        {
            yield return ("clusterApi.insecureBind", $"clusterApi.insecureBind takes IP addresses, such as 0.0.0.0; \"{address}\" is none.");
        }

        foreach (var pair in api.CertificateRoles.Where(static pair => PairText.Read(pair) is not { } read || !Roles.TryParse(read.Value, out _)))
        {
            yield return ("clusterApi.certificateRoles", $"clusterApi.certificateRoles takes COMMON-NAME=ROLE with read, operate or admin; \"{pair}\" is none.");
        }

        foreach (var pair in api.CallerTenants.Where(static pair => !TenantTexts.IsCaller(pair)))
        {
            yield return ("clusterApi.callerTenants", $"clusterApi.callerTenants takes NAME=TENANT TENANT with lower-case letters, digits and dashes; \"{pair}\" is none.");
        }

        foreach (var pair in api.TenantQuotas.Where(static pair => TenantTexts.ReadQuota(pair) is null))
        {
            yield return ("clusterApi.tenantQuotas", $"clusterApi.tenantQuotas takes TENANT=clusters:N machines:N; \"{pair}\" is none.");
        }

        if (api.MaxBody.Bytes < 1024)
        {
            yield return ("clusterApi.maxBody", "clusterApi.maxBody must be at least 1Ki.");
        }

        if (api.Otlp.Endpoint is { } endpoint && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return ("clusterApi.otlp.endpoint", $"clusterApi.otlp.endpoint takes an address such as http://127.0.0.1:4318/v1/metrics; \"{endpoint}\" is none.");
        }

        if (api.Otlp.Interval.Length <= TimeSpan.Zero)
        {
            yield return ("clusterApi.otlp.interval", "clusterApi.otlp.interval must be longer than nothing.");
        }
    }

    /// <summary>Whether somebody has asked for an address to be open to everybody.</summary>
    public static bool IsOpen(ClusterApiSettings api, IPAddress address) =>
        api.InsecureBind.Any(open => IPAddress.TryParse(open, out var one) && one.Equals(address));
}
