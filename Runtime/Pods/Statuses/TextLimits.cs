using System.Text;

namespace Reeve.Runtime.Pods.Statuses;

/// <summary>How long the API lets texts be.</summary>
internal static class TextLimits
{
    /// <summary>Bytes of a termination message.</summary>
    public const int TerminationMessage = 4096;

    /// <summary>Bytes of an event's message.</summary>
    public const int EventMessage = 1024;

    /// <summary>Bytes of an event's reason.</summary>
    public const int EventReason = 128;

    /// <summary>The longest beginning of a text that fits into a number of bytes of UTF-8 and tears no character apart.</summary>
    public static string Cut(string text, int maxBytes)
    {
        if (text.Length <= maxBytes / 3 || Encoding.UTF8.GetByteCount(text) <= maxBytes)
        {
            return text;
        }

        var bytes = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}
