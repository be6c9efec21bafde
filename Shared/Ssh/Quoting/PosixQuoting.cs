using System.Text;

namespace Reeve.Ssh.Quoting;

/// <summary>Quotes words for a POSIX shell. Source: POSIX.1-2017, Shell Command Language, 2.2.2 Single-Quotes.</summary>
public static class PosixQuoting
{
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Makes one word of a text, whatever is in it.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: NUL, or not Unicode.</exception>
    public static string Quote(string word)
    {
        Check(word);
        return string.Concat("'", word.Replace("'", "'\\''", StringComparison.Ordinal), "'");
    }

    /// <summary>Makes a command of words.</summary>
    /// <exception cref="ProviderException">As <see cref="Quote"/>.</exception>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>Refuses what no program can be given as an argument.</summary>
    internal static void Check(string word)
    {
        if (word.Contains('\0', StringComparison.Ordinal))
        {
            throw new ProviderException(ErrorReason.Invalid, "An argument contains a NUL, which no program can be given.");
        }

        try
        {
            Strict.GetByteCount(word);
        }
        catch (EncoderFallbackException failure)
        {
            throw new ProviderException(ErrorReason.Invalid, "An argument is no Unicode text.", failure);
        }
    }
}
