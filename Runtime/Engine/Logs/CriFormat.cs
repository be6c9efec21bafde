using System.Globalization;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// The CRI log format: <c>&lt;time&gt; &lt;stream&gt; &lt;tag&gt; &lt;text&gt;\n</c>. Times are in UTC with nine digits, so that they compare as text.
/// Source: https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md
/// </summary>
internal static class CriFormat
{
    /// <summary>Longest text of one line; what is longer goes on in the next, with the tag P on all but the last.</summary>
    public const int MaxTextBytes = 16 * 1024;

    public const int TimeBytes = 30;

    /// <summary>Bytes before the text.</summary>
    public const int HeaderBytes = TimeBytes + 10;

    /// <summary>The most that one line takes.</summary>
    public const int MaxLineBytes = HeaderBytes + MaxTextBytes + 1;

    public static byte[] Time(DateTimeOffset time)
    {
        var bytes = new byte[TimeBytes];
        time.UtcDateTime.TryFormat(bytes, out _, "yyyy-MM-ddTHH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);
        return bytes;
    }
}
