using System.Text;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Runtime.Proxies.Revisions;

/// <summary>Adds to a snapshot what is no part of its document: certificates that are kept fresh, and answers to authorities.</summary>
internal static class CertificateOverlay
{
    public static ProxySnapshot Add(ProxySnapshot snapshot, CertificateSet set)
    {
        string[] listeners =
        [
            .. snapshot.Listeners.Where(listener => listener.Protocol is ProxyProtocol.Http && listener.Endpoint.Port == set.HttpPort).Select(listener => listener.Name),
        ];
        var challenges = set.Documents.OrderBy(document => document.Key, StringComparer.Ordinal).Select((document, index) => new ProxyRoute
        {
            Name = $"challenge-{index}",
            Listeners = listeners,
            Priority = int.MaxValue,
            PathPrefix = document.Key,
            Response = new ProxyResponse
            {
                Status = 200, Headers = new Dictionary<string, string> { ["Content-Type"] = "application/octet-stream" }, Body = Encoding.UTF8.GetBytes(document.Value),
            },
        });
        return snapshot with
        {
            Certificates = [.. snapshot.Certificates, .. set.Certificates],
            Routes = listeners.Length == 0 ? snapshot.Routes : [.. challenges, .. snapshot.Routes],
        };
    }
}
