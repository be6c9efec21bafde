using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>Upgrades of HTTP/1.1 requests to WebSocket. Source: RFC 6455, section 4.2.</summary>
internal static class WebSocketUpgrade
{
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>Whether the request asks for one.</summary>
    public static bool IsAskedFor(HttpContext context) =>
        context.Request.Headers.Upgrade.Any(static value => string.Equals(value, "websocket", StringComparison.OrdinalIgnoreCase));

    /// <summary>Picks the first subprotocol that the client offers and that is supported.</summary>
    /// <returns>Empty where the client offers none.</returns>
    /// <exception cref="KubeletException">400: it offers some, but none that is supported.</exception>
    public static string Negotiate(HttpContext context, Func<string, bool> supported)
    {
        var offered = context.Request.Headers.GetCommaSeparatedValues("Sec-WebSocket-Protocol");
        return offered.Length == 0 ? "" : offered.FirstOrDefault(supported)
            ?? throw new KubeletException(StatusCodes.Status400BadRequest, $"none of the WebSocket subprotocols is supported: {string.Join(", ", offered)}");
    }

    /// <summary>Accepts it.</summary>
    /// <exception cref="KubeletException">400: the handshake is malformed.</exception>
    public static async Task<WebSocket> AcceptAsync(HttpContext context, string protocol)
    {
        var headers = context.Request.Headers;
        var key = headers["Sec-WebSocket-Key"].ToString();
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade
            || headers["Sec-WebSocket-Version"] != "13" || !IsKey(key))
        {
            throw new KubeletException(StatusCodes.Status400BadRequest, "the WebSocket handshake is malformed") { Headers = [new("Sec-WebSocket-Version", "13")] };
        }

        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers["Sec-WebSocket-Accept"] = Answer(key);
        if (protocol.Length > 0)
        {
            context.Response.Headers["Sec-WebSocket-Protocol"] = protocol;
        }

        DataRates.Lift(context);
        var transport = await upgrade.UpgradeAsync();
        return WebSocket.CreateFromStream(transport, new WebSocketCreationOptions
        {
            // The subprotocol is said above; the class would not take every name that Kubernetes uses.
            IsServer = true,
            KeepAliveInterval = KeepAlive,
        });
    }

    private static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[16];
        return Convert.TryFromBase64String(key, bytes, out var count) && count == 16;
    }

    // The protocol fixes the hash; nothing secret depends on it.
#pragma warning disable CA5350
    private static string Answer(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350
}
