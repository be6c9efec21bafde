using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Reeve.Host.Configuration;

/// <summary>Reads where a listener stands: <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>localhost:8080</c>, or <c>off</c>.</summary>
internal static class ClusterApiAddress
{
    /// <summary>Nowhere.</summary>
    public const string Off = "off";

    /// <summary>Reads an address with a port.</summary>
    /// <returns>False if the text is none, as <c>off</c> is.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        const string local = "localhost:";
        if (text.StartsWith(local, StringComparison.Ordinal))
        {
            text = $"{IPAddress.Loopback}:{text[local.Length..]}";
        }

        endPoint = null;
        var colon = text.LastIndexOf(':');
        return colon > 0 && text.AsSpan(colon + 1) is { Length: > 0 } port && !port.ContainsAnyExceptInRange('0', '9')
            && (text[0] == '[' || text.IndexOf(':', StringComparison.Ordinal) == colon) && IPEndPoint.TryParse(text, out endPoint);
    }
}
