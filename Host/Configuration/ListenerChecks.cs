using System.Net;

namespace Reeve.Host.Configuration;

/// <summary>Checks of an address that something listens on with the callers, the TLS and the open addresses of the cluster API.</summary>
internal static class ListenerChecks
{
    /// <summary>What is wrong with one.</summary>
    /// <param name="key">Its setting.</param>
    /// <param name="tlsKey">The setting of the same with TLS; the same for one with TLS.</param>
    /// <param name="address">What the setting says.</param>
    /// <param name="api">The settings of the cluster API.</param>
    public static IEnumerable<(string Key, string Message)> Problems(string key, string tlsKey, string address, ClusterApiSettings api)
    {
        if (address == ClusterApiAddress.Off)
        {
            yield break;
        }

        if (!ClusterApiAddress.TryParse(address, out var endPoint))
        {
            yield return (key, $"{key} takes an address with a port, such as 127.0.0.1:8090, or off; \"{address}\" is neither.");
        }
        else if (key != tlsKey && !IPAddress.IsLoopback(endPoint.Address) && !ClusterApiChecks.IsOpen(api, endPoint.Address))
        {
            yield return (key, $"{key} is not on loopback: use {tlsKey}, or name {endPoint.Address} in clusterApi.insecureBind (--insecure-bind).");
        }
        else if (key == tlsKey && (api.CertFile is null || api.KeyFile is null || (api.TokenFile is null && api.ClientCaFile is null)))
        {
            yield return (key, $"{key} needs clusterApi.certFile and keyFile, and clusterApi.tokenFile or clientCaFile to know callers by.");
        }
    }
}
