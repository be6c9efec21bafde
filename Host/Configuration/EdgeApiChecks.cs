using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Host.Configuration;

/// <summary>Checks of the settings of the edge API.</summary>
internal static class EdgeApiChecks
{
    /// <summary>What is wrong, each with its key.</summary>
    public static IEnumerable<(string Key, string Message)> Problems(EdgeApiSettings edge, ClusterApiSettings api)
    {
        foreach (var (key, tlsKey, address) in new[] { ("rest", "restTls", edge.Rest), ("grpc", "grpcTls", edge.Grpc), ("restTls", "restTls", edge.RestTls), ("grpcTls", "grpcTls", edge.GrpcTls) })
        {
            foreach (var problem in ListenerChecks.Problems($"edgeApi.{key}", $"edgeApi.{tlsKey}", address, api))
            {
                yield return problem;
            }
        }

        var https = new ProxySpec { Listeners = [new ProxyListenerSpec { Name = "https", Protocol = "https", Address = edge.Https }] };
        if (ProxySpecValidator.Validate(https).Count > 0)
        {
            yield return ("edgeApi.https", $"edgeApi.https takes an address with a port, such as :443 or 192.0.2.1:443; \"{edge.Https}\" is none.");
        }
    }
}
