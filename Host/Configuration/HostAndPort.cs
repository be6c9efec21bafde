using System.Diagnostics.CodeAnalysis;
using Reeve.Runtime.Pods;

namespace Reeve.Host.Configuration;

/// <summary>Reads a host and a port: <c>host:port</c>, <c>10.0.0.1:443</c>, <c>[fd00::1]:443</c>.</summary>
internal static class HostAndPort
{
    /// <summary>Reads; false if the text is neither.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServiceEndpoint? endpoint)
    {
        endpoint = Uri.TryCreate($"tcp://{text}", UriKind.Absolute, out var uri) && uri is { Port: > 0, AbsolutePath: "" or "/", Query: "", UserInfo: "" }
            ? new() { Host = uri.DnsSafeHost, Port = uri.Port }
            : null;
        return endpoint is not null;
    }
}
