namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>A subprotocol: messages of a channel's number and data, in binary or (<c>base64.</c>) as text.</summary>
/// <param name="Version">The version, as over SPDY.</param>
/// <param name="Base64">The number as a digit, the data as base64, in text messages.</param>
internal sealed record WebSocketProtocol(string Version, bool Base64)
{
    private const string Base64Prefix = "base64.";

    /// <summary>Whether a message of the channel 255 closes the channel that it names.</summary>
    public bool ClosesChannels => Version == StreamProtocols.V5;

    /// <summary>Reads a name such as <c>v4.base64.channel.k8s.io</c>; empty is the first version.</summary>
    /// <returns>Null if it is none.</returns>
    public static WebSocketProtocol? Parse(string name)
    {
        if (name.Length == 0)
        {
            return new WebSocketProtocol(StreamProtocols.V1, false);
        }

        var base64 = name.IndexOf(Base64Prefix, StringComparison.Ordinal);
        var version = base64 < 0 ? name : name.Remove(base64, Base64Prefix.Length);
        return version is StreamProtocols.V1 or StreamProtocols.V2 or StreamProtocols.V3 or StreamProtocols.V4 or StreamProtocols.V5
            ? new WebSocketProtocol(version, base64 >= 0)
            : null;
    }
}
