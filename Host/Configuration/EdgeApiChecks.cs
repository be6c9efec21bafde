using System.Net;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Host.Configuration;

/// <summary>Checks of the settings of the edge API.</summary>
internal static class EdgeApiChecks
{
    /// <summary>What is wrong, each with its key.</summary>
    public static IEnumerable<(string Key, string Message)> Problems(EdgeApiSettings edge, ClusterApiSettings api)
    {
        foreach (var (key, address, tls) in new[] { ("rest", edge.Rest, false), ("grpc", edge.Grpc, false), ("restTls", edge.RestTls, true), ("grpcTls", edge.GrpcTls, true) })
        {
            if (address == ClusterApiAddress.Off)
            {
                continue;
            }

            if (!ClusterApiAddress.TryParse(address, out var endPoint))
            {
                yield return ($"edgeApi.{key}", $"edgeApi.{key} takes an address with a port, such as 127.0.0.1:18889, or off; \"{address}\" is neither.");
            }
            else if (!tls && !IPAddress.IsLoopback(endPoint.Address) && !ClusterApiChecks.IsOpen(api, endPoint.Address))
            {
                yield return ($"edgeApi.{key}", $"edgeApi.{key} is not on loopback: use edgeApi.{key}Tls, or name {endPoint.Address} in clusterApi.insecureBind (--insecure-bind).");
            }
            else if (tls && (api.CertFile is null || api.KeyFile is null || (api.TokenFile is null && api.ClientCaFile is null)))
            {
                yield return ($"edgeApi.{key}", $"edgeApi.{key} needs clusterApi.certFile and keyFile, and clusterApi.tokenFile or clientCaFile to know callers by.");
            }
        }

        var https = new ProxySpec { Listeners = [new ProxyListenerSpec { Name = "https", Protocol = "https", Address = edge.Https }] };
        if (ProxySpecValidator.Validate(https).Count > 0)
        {
            yield return ("edgeApi.https", $"edgeApi.https takes an address with a port, such as :443 or 192.0.2.1:443; \"{edge.Https}\" is none.");
        }
    }
}
