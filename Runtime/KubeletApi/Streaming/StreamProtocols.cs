using Microsoft.AspNetCore.Http;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>Versions of what is spoken within an upgraded connection.</summary>
internal static class StreamProtocols
{
    public const string VersionHeader = "X-Stream-Protocol-Version";
    public const string AcceptedHeader = "X-Accepted-Stream-Protocol-Versions";
    public const string V1 = "channel.k8s.io";
    public const string V2 = "v2.channel.k8s.io";
    public const string V3 = "v3.channel.k8s.io";
    public const string V4 = "v4.channel.k8s.io";
    public const string V5 = "v5.channel.k8s.io";
    public const string PortForward = "portforward.k8s.io";

    /// <summary>Of commands, over SPDY; the newest first.</summary>
    public static IReadOnlyList<string> Commands { get; } = [V4, V3, V2, V1];

    /// <summary>Picks the first version that the client offers and that is supported.</summary>
    /// <returns>Empty where the client offers nothing: it is from before the versions.</returns>
    /// <exception cref="KubeletException">403: there is none.</exception>
    public static string Negotiate(HttpContext context, IReadOnlyList<string> supported)
    {
        string[] offered =
        [
            .. context.Request.Headers[VersionHeader].OfType<string>()
                .SelectMany(static value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        ];
        if (offered.Length == 0)
        {
            return "";
        }

        if (offered.FirstOrDefault(supported.Contains) is { } found)
        {
            context.Response.Headers[VersionHeader] = found;
            return found;
        }

        throw new KubeletException(
            StatusCodes.Status403Forbidden,
            $"unable to upgrade: unable to negotiate protocol: client supports [{string.Join(' ', offered)}], server accepts [{string.Join(' ', supported)}]")
        {
            Headers = [new(AcceptedHeader, string.Join(',', supported))],
        };
    }

    /// <summary>How a command's end is told: as <c>Status</c> in JSON, or in earlier versions as a text.</summary>
    public static bool SendsStatus(string protocol) => protocol is V4 or V5;

    /// <summary>Whether the client opens a stream for the sizes of its terminal.</summary>
    public static bool Resizes(string protocol) => protocol is V3 or V4 or V5;
}
