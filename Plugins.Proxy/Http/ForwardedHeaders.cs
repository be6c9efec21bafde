using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>
/// Tells the upstream who asks: <c>X-Forwarded-For, -Proto, -Host, -Port</c> and <c>Forwarded</c> (RFC 7239). What the client sent of these is
/// kept, with this hop added, only if the listener trusts it.
/// </summary>
internal static class ForwardedHeaders
{
    private static readonly string[] Names = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "Forwarded", "X-Real-IP", "X-Forwarded-Prefix"];

    public static void Write(HttpContext context, HttpRequestMessage message, PeerWords peer, bool trusted, string? strippedPrefix)
    {
        var request = context.Request;
        var former = request.Headers;
        foreach (var name in Names)
        {
            if (former.ContainsKey(name))
            {
                message.Headers.Remove(name);
            }
        }

        // Servers that see headers as variables (CGI, WSGI) take these for the same names.
        foreach (var (name, _) in former)
        {
            if (name.Contains('_', StringComparison.Ordinal) && Array.Exists(Names, known => string.Equals(known, name.Replace('_', '-'), StringComparison.OrdinalIgnoreCase)))
            {
                message.Headers.Remove(name);
            }
        }

        var client = peer.Client;
        Add("X-Forwarded-For", trusted ? Append(former["X-Forwarded-For"], client) : client);
        Add("X-Forwarded-Proto", Kept("X-Forwarded-Proto") ?? request.Scheme);
        Add("X-Forwarded-Host", Kept("X-Forwarded-Host") ?? request.Host.Value);
        Add("X-Forwarded-Port", Kept("X-Forwarded-Port") ?? peer.Port);
        if (strippedPrefix is not null)
        {
            Add("X-Forwarded-Prefix", strippedPrefix);
        }

        var hop = peer.Hop(request.Host.Value, request.Scheme);
        Add("Forwarded", trusted ? Append(former["Forwarded"], hop) : hop);

        string? Kept(string name) => trusted && former[name] is { Count: > 0 } values ? values.ToString() : null;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static string Append(StringValues former, string last) => former.Count == 0 ? last : $"{former}, {last}";
}
