using System.Text;

namespace Reeve.Runtime.Manifests.Documents;

/// <summary>Turns bytes into text and refuses what no manifest may contain.</summary>
internal static class TextCheck
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding StrictUtf16 = new(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding StrictUtf16BigEndian = new(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);

    /// <summary>Reads UTF-8, or UTF-16 with a byte order mark.</summary>
    /// <exception cref="DocumentException">The bytes are no text.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var encoding = bytes switch
        {
            [0xFF, 0xFE, ..] => StrictUtf16,
            [0xFE, 0xFF, ..] => StrictUtf16BigEndian,
            _ => (Encoding)StrictUtf8,
        };
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new DocumentException($"the text is not valid UTF-8 (byte {e.Index}); save the file as UTF-8", default);
        }
    }

    /// <summary>Drops a byte order mark.</summary>
    public static string WithoutMark(string text) => text.StartsWith('\uFEFF') ? text[1..] : text;

    /// <summary>Refuses characters that YAML does not allow; the parser would take some of them for the end of the text.</summary>
    /// <exception cref="DocumentException">There is one.</exception>
    public static void RefuseControlCharacters(string text)
    {
        var at = text.AsSpan().IndexOfAny(Forbidden);
        if (at >= 0)
        {
            throw new DocumentException($"the character U+{(int)text[at]:X4} is not allowed in YAML", PositionOf(text, at));
        }
    }

    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append(0x7F).Where(static c => c is not ('\t' or '\n' or '\r')).Select(static c => (char)c), '\uFFFE', '\uFFFF']);

    private static TextPosition PositionOf(string text, int index)
    {
        var before = text.AsSpan(0, index);
        return new(before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}
