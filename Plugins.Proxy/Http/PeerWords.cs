using System.Globalization;
using System.Net;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>
/// What servers are told of a connection's client, in words. They are the same for all its requests, as are host and scheme for nearly all, and are therefore made once.
/// </summary>
internal sealed class PeerWords
{
    private HopText? _last;

    public PeerWords(EndPoint? remote, EndPoint? local)
    {
        var address = (remote as IPEndPoint)?.Address;
        Client = address is null ? "unknown" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        Port = ((local as IPEndPoint)?.Port ?? 0).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Its address.</summary>
    public string Client { get; }

    /// <summary>The port that it connected to.</summary>
    public string Port { get; }

    /// <summary>This hop in <c>Forwarded</c> (RFC 7239).</summary>
    public string Hop(string? host, string scheme)
    {
        // Requests of one connection may run at once; each finds a whole one.
        if (Volatile.Read(ref _last) is { } last && last.Host == host && last.Scheme == scheme)
        {
            return last.Text;
        }

        var node = Client.Contains(':', StringComparison.Ordinal) ? $"\"[{Client}]\"" : Client;
        var next = new HopText(host, scheme, $"for={node};host=\"{Quotable(host)}\";proto={scheme}");
        Volatile.Write(ref _last, next);
        return next.Text;
    }

    private static string Quotable(string? host) => host?.Replace("\\", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal) ?? "";

    private sealed record HopText(string? Host, string Scheme, string Text);
}
