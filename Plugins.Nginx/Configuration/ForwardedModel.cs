using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>
/// Tells servers who asks. What the client says of it is overwritten; where its listener has trusted networks, it is continued for those.
/// </summary>
internal static class ForwardedModel
{
    /// <summary>Name of the header, part of the variable's name, and the value that is not taken from the client.</summary>
    public static IReadOnlyList<(string Name, string Variable, string Plain)> Headers { get; } =
    [
        ("X-Forwarded-For", "for", "$remote_addr"),
        ("X-Forwarded-Proto", "proto", "$scheme"),
        ("X-Forwarded-Host", "host", "$http_host"),
        ("X-Forwarded-Port", "port", "$server_port"),
        ("Forwarded", "hop", "$reeve_hop"),
    ];

    public static string VariableOf(ProxyListener listener, string part) => $"reeve_{part}_{Part(listener)}";

    public static string TrustOf(ProxyListener listener) => $"reeve_trust_{Part(listener)}";

    /// <summary>Whether the peer on the wire is trusted, which is not the client that a PROXY protocol header names.</summary>
    public static Variable Trust(ProxyListener listener)
    {
        var variable = new Variable("geo", "$realip_remote_addr", TrustOf(listener));
        foreach (var network in listener.TrustedProxies)
        {
            variable.Add(network.ToString(), "1");
        }

        return variable;
    }

    /// <summary>The headers' values for a listener with trusted networks.</summary>
    public static IEnumerable<Variable> Of(ProxyListener listener)
    {
        foreach (var (name, part, plain) in Headers)
        {
            var variable = new Variable("map", $"${TrustOf(listener)}:$http_{name.ToLowerInvariant().Replace('-', '_')}", VariableOf(listener, part)) { Default = plain };
            var former = $"former_{part}_{Part(listener)}";
            variable.Add($"~^1:(?<{former}>.+)", part is "for" or "hop" ? $"${{{former}}}, {plain}" : $"${{{former}}}");
            yield return variable;
        }
    }

    // A variable's name has no dashes; a listener's has no underscores.
    private static string Part(ProxyListener listener) => listener.Name.Replace('-', '_');
}
