using System.Text;

namespace Reeve.Plugins.Slurm.Jobs.Files;

/// <summary>
/// Texts that each end with a NUL: how arguments, variables and settings reach the job. Nothing in them is special to a shell, for no
/// shell ever reads them as its language.
/// </summary>
internal static class NulList
{
    // Strict: half of a surrogate pair has no bytes.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Why a text cannot be an item; null if it can.</summary>
    public static string? Problem(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return "Invalid value: it contains NUL, which no argument or variable can hold";
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return "Invalid value: it contains half of a surrogate pair, which is no text";
            }
        }

        return null;
    }

    /// <summary>Writes items; they have been checked.</summary>
    public static byte[] Write(IEnumerable<string> items)
    {
        using var buffer = new MemoryStream();
        foreach (var item in items)
        {
            buffer.Write(Utf8.GetBytes(item));
            buffer.WriteByte(0);
        }

        return buffer.ToArray();
    }
}
